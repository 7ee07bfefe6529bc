#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where the report goes: standard output, or a file that appears only when it is whole.
final class OutputFile {
    /// Output is written in blocks of about this many bytes.
    static let blockSize = 1 << 16

    private let descriptor: Int32
    private let path: String?
    private let temporary: String?
    private var isFinished = false

    init(path: String?) throws(OutputError) {
        self.path = path
        guard let path, path != "-" else {
            temporary = nil
            descriptor = STDOUT_FILENO
            // A closed pipe is told by write(2), not by a signal.
            signal(SIGPIPE, SIG_IGN)
            return
        }
        // Beside the target, so that the final rename stays on one file system.
        let temporary = "\(path).\(getpid()).part"
        self.temporary = temporary
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw OutputError(path: path, number: errno) }
    }

    deinit {
        if let temporary, !isFinished {
            close(descriptor)
            unlink(temporary)
        }
    }

    /// Writes everything and empties the buffer.
    func write(_ bytes: inout [UInt8]) throws(OutputError) {
        var start = 0
        while start < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                unsafe systemWrite(descriptor, buffer.baseAddress.map { unsafe $0 + start }, buffer.count - start)
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw OutputError(path: path ?? "standard output", number: errno)
            }
            start += written
        }
        bytes.removeAll(keepingCapacity: true)
    }

    /// The report is whole: a file takes its name now.
    func finish() throws(OutputError) {
        guard let temporary, let path else { return }
        isFinished = true
        guard close(descriptor) == 0, rename(temporary, path) == 0 else {
            let number = errno
            unlink(temporary)
            throw OutputError(path: path, number: number)
        }
    }
}

private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    guard let start = unsafe start else { return 0 }
    return unsafe write(descriptor, start, count)
}
