import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A run of the built command that tells how much memory it took at most.
struct MeasuredRun {
    var status: Int32
    /// Peak resident memory, in bytes.
    var peakMemory: Int
    /// The end of standard output.
    var tail: String

    init(_ arguments: [String]) throws {
        let scratch = try Scratch()
        let output = scratch.folder.appending(path: "output").path
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = ([CommandRun.command.path] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var process: pid_t = 0
        let failure = posix_spawn(&process, CommandRun.command.path, &actions, nil, words, environ)
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EINVAL) }
        var state: Int32 = 0
        var usage = rusage()
        #if os(Linux)
        // Its ru_maxrss begins with what its parent had when it was forked, so the kernel is asked for its peak while
        // it runs; that only grows.
        var peak = 0
        while true {
            let ended = wait4(process, &state, WNOHANG, &usage)
            if ended == process { break }
            guard ended == 0 || errno == EINTR else { throw POSIXError(.ECHILD) }
            peak = max(peak, Self.peakMemory(of: process))
            usleep(2000)
        }
        peakMemory = peak
        #else
        while wait4(process, &state, 0, &usage) < 0 {
            guard errno == EINTR else { throw POSIXError(.ECHILD) }
        }
        peakMemory = Int(usage.ru_maxrss)
        #endif
        status = state & 0x7f == 0 ? state >> 8 & 0xff : -(state & 0x7f)
        let data = try Data(contentsOf: URL(filePath: output))
        tail = String(decoding: data.suffix(4000), as: UTF8.self)
    }

    #if os(Linux)
    /// In bytes; 0 while the process has not become the command yet.
    private static func peakMemory(of process: pid_t) -> Int {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            status.hasPrefix("Name:\trtmp-dissect"),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return 0 }
        return (line.split(separator: " ").dropLast().last.flatMap { Int($0) } ?? 0) << 10
    }
    #endif
}
