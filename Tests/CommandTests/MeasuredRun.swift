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
        // What Foundation's Process does not tell: the resources of this child alone.
        while wait4(process, &state, 0, &usage) < 0 {
            guard errno == EINTR else { throw POSIXError(.ECHILD) }
        }
        status = state & 0x7f == 0 ? state >> 8 & 0xff : -(state & 0x7f)
        #if os(Linux)
        peakMemory = Int(usage.ru_maxrss) << 10
        #else
        peakMemory = Int(usage.ru_maxrss)
        #endif
        let data = try Data(contentsOf: URL(filePath: output))
        tail = String(decoding: data.suffix(4000), as: UTF8.self)
    }
}
