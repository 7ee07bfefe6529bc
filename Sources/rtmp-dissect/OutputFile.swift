#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where the report goes: standard output, or a file that appears only when it is whole.
///
/// In a live run a reader that is slow does not hold up the capture at once: what it has not taken yet is queued, up to
/// `queueSize`. Only beyond that writing waits for it; what the kernel then drops is counted there.
final class OutputFile {
    /// Output is written in blocks of about this many bytes.
    static let blockSize = 1 << 16
    /// Bytes that may wait for a slow reader.
    static let queueSize = 32 << 20

    private let descriptor: Int32
    private let path: String?
    private let temporary: String?
    private var isFinished = false
    /// A pipe, terminal or socket: what may have no room.
    private let hasReader: Bool

    private var queue: [UInt8] = []
    private var queueStart = 0
    /// Nanoseconds that the run stood still for a slow reader.
    private(set) var stalled: Int64 = 0

    init(path: String?) throws(OutputError) {
        self.path = path
        guard let path, path != "-" else {
            temporary = nil
            descriptor = STDOUT_FILENO
            var status = stat()
            hasReader = fstat(STDOUT_FILENO, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
            return
        }
        // Beside the target, so that the final rename stays on one file system.
        let temporary = "\(path).\(getpid()).part"
        self.temporary = temporary
        hasReader = false
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw OutputError(path: path, number: errno) }
    }

    deinit {
        if let temporary, !isFinished {
            close(descriptor)
            unlink(temporary)
        }
    }

    // MARK: Writing

    /// Writes everything and empties the buffer.
    func write(_ bytes: inout [UInt8]) throws(OutputError) {
        try drain()
        try write(bytes, from: 0)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Writes what the reader takes at once, queues the rest, and empties the buffer.
    func offer(_ bytes: inout [UInt8]) throws(OutputError) {
        guard hasReader else { return try write(&bytes) }
        queue += bytes
        bytes.removeAll(keepingCapacity: true)
        try push()
        guard waiting > Self.queueSize else { return }
        let start = Clock.monotonic
        try drain()
        stalled += Clock.monotonic - start
    }

    /// Writes of the queue what the reader takes at once.
    func push() throws(OutputError) {
        while waiting > 0, hasRoom(for: 0) {
            // A pipe that has room has room for this much.
            let end = min(queueStart + Int(PIPE_BUF), queue.count)
            queueStart += try writeSome(queue, queueStart..<end)
        }
        if waiting == 0 {
            queue.removeAll(keepingCapacity: queue.count < 1 << 20)
            queueStart = 0
        } else if queueStart > 1 << 20, queueStart > queue.count / 2 {
            queue.removeFirst(queueStart)
            queueStart = 0
        }
    }

    /// Writes the queue, however long that takes.
    private func drain() throws(OutputError) {
        guard waiting > 0 else { return }
        try write(queue, from: queueStart)
        queue = []
        queueStart = 0
    }

    /// The report is whole: a file takes its name now.
    func finish() throws(OutputError) {
        try drain()
        guard let temporary, let path else { return }
        isFinished = true
        guard close(descriptor) == 0, rename(temporary, path) == 0 else {
            let number = errno
            unlink(temporary)
            throw OutputError(path: path, number: number)
        }
    }

    // MARK: The reader

    /// Bytes that the reader has not taken yet.
    var waiting: Int { queue.count - queueStart }

    /// What poll(2) is to look for, so that a wait ends when the reader takes more or goes away.
    var watch: pollfd? {
        hasReader ? pollfd(fd: descriptor, events: waiting > 0 ? Int16(POLLOUT) : 0, revents: 0) : nil
    }

    private func hasRoom(for milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // An error is as good as room: the write will tell it.
        return poll(&entry, 1, milliseconds) > 0
    }

    // MARK: System calls

    private func write(_ bytes: [UInt8], from first: Int) throws(OutputError) {
        var start = first
        while start < bytes.count { start += try writeSome(bytes, start..<bytes.count) }
    }

    /// Bytes written.
    private func writeSome(_ bytes: [UInt8], _ range: Range<Int>) throws(OutputError) -> Int {
        while true {
            let written = bytes.withUnsafeBytes { buffer in
                systemWrite(descriptor, buffer.baseAddress.map { $0 + range.lowerBound }, range.count)
            }
            if written >= 0 { return written }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                // Somebody else made the pipe non-blocking.
                _ = hasRoom(for: -1)
            default: throw OutputError(path: path ?? "standard output", number: errno)
            }
        }
    }
}

private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    guard let start else { return 0 }
    return write(descriptor, start, count)
}
