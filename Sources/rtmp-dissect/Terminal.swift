#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What is asked of the terminal, and what is said to its user.
enum Terminal {
    static var isStandardOutput: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Columns of the terminal on standard output.
    static var columns: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return nil }
        return Int(size.ws_col)
    }

    /// https://no-color.org, and terminals that know none.
    static var refusesColour: Bool {
        let noColor = getenv("NO_COLOR").map { String(cString: $0) } ?? ""
        let kind = getenv("TERM").map { String(cString: $0) } ?? ""
        return !noColor.isEmpty || kind == "dumb"
    }

    /// GitHub's runner reads what is printed, and shows some of it in the pull request.
    static var isInGitHubActions: Bool { getenv("GITHUB_ACTIONS").map { String(cString: $0) } == "true" }

    /// Whether both paths lead to the same regular file.
    static func isSameFile(_ a: String, _ b: String) -> Bool {
        var (first, second) = (stat(), stat())
        guard stat(a, &first) == 0, stat(b, &second) == 0, first.st_mode & S_IFMT == S_IFREG else { return false }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    static func isRegularFile(_ path: String) -> Bool {
        var status = stat()
        return path != "-" && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The path of this program, for advice that can be copied.
    static var program: String {
        #if os(Linux)
        if let path = realpath("/proc/self/exe", nil) {
            defer { free(path) }
            return String(cString: path)
        }
        #endif
        return CommandLine.arguments.first ?? "rtmp-dissect"
    }

    /// One line on standard error.
    static func complain(_ text: String) { print("rtmp-dissect: \(text)") }

    /// Lines on standard error as they are.
    static func print(_ text: String) {
        let line = Array("\(text)\n".utf8)
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
