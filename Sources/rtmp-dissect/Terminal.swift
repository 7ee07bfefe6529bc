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
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return nil }
        return Int(size.ws_col)
    }

    /// https://no-color.org, and terminals that know none.
    static var refusesColour: Bool {
        let noColor = unsafe getenv("NO_COLOR").map { unsafe String(cString: $0) } ?? ""
        let kind = unsafe getenv("TERM").map { unsafe String(cString: $0) } ?? ""
        return !noColor.isEmpty || kind == "dumb"
    }

    /// One line on standard error.
    static func complain(_ text: String) {
        let line = Array("rtmp-dissect: \(text)\n".utf8)
        _ = line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
