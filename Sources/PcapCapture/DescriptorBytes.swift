import Packets

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file, pipe or terminal, read with plain `read(2)`: what a pipe has is delivered at once, however little.
public final class DescriptorBytes: ByteSource {
    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private var isRegular: Bool
    /// Bytes of a regular file.
    private var size = 0
    private let interrupted: @Sendable () -> Bool
    private let wait: LiveCapture.Wait?

    /// - Parameters:
    ///   - path: a file's path; "-" is standard input.
    ///   - interrupted: asked when a signal broke off a read; `true` makes that the end of the input.
    ///   - wait: called before each read of what may have nothing yet, that is of all but regular files; `false` makes
    ///     that the end of the input.
    public init(
        path: String, interrupted: @escaping @Sendable () -> Bool, wait: LiveCapture.Wait? = nil
    ) throws(ReadFailure) {
        self.interrupted = interrupted
        isRegular = false
        self.wait = wait
        ownsDescriptor = path != "-"
        descriptor = ownsDescriptor ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO
        // A class must be whole before its initialiser may throw, so the descriptor is looked at afterwards.
        guard descriptor >= 0 else { throw ReadFailure(.cannotOpen(Self.systemError())) }
        try inspect()
    }

    deinit {
        if ownsDescriptor, descriptor >= 0 { close(descriptor) }
    }

    private func inspect() throws(ReadFailure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ReadFailure(.cannotOpen(Self.systemError())) }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw ReadFailure(.cannotOpen("is a directory; name the capture files in it"))
        }
        isRegular = status.st_mode & S_IFMT == S_IFREG
        if isRegular { size = Int(status.st_size) }
        if isatty(descriptor) == 1 {
            throw ReadFailure(.cannotOpen("is a terminal; name a capture file, or pipe one in"))
        }
    }

    /// A regular file, unless it is so small that it is read before a thread has begun.
    public var mayBeReadAhead: Bool { isRegular && size >= Self.smallestAhead }

    private static let smallestAhead = 1 << 20

    /// What there is, however little; waits while there is nothing.
    public func read(into space: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
        while true {
            if !isRegular, let wait, !wait(descriptor, nil) { return 0 }
            #if canImport(Glibc)
            let count = Glibc.read(descriptor, space.baseAddress, space.count)
            #elseif canImport(Musl)
            let count = Musl.read(descriptor, space.baseAddress, space.count)
            #else
            let count = Darwin.read(descriptor, space.baseAddress, space.count)
            #endif
            if count >= 0 { return count }
            guard errno == EINTR else { throw ReadFailure(.readFailed(Self.systemError())) }
            if interrupted() { return 0 }
        }
    }

    private static func systemError() -> String { String(cString: strerror(errno)) }
}
