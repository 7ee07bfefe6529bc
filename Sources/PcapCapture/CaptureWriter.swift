import Packets

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Saves packets in a file, or in a row of files of which the newest are kept.
///
/// The file grows as packets come; each time it is flushed it is a whole capture.
public final class CaptureWriter {
    /// Bytes gathered before they are written.
    private static let blockSize = 1 << 18

    /// Packets written.
    public private(set) var packets = 0

    private let path: String
    private let rotation: CaptureRotation?
    private var encoder: CaptureEncoder
    private var descriptor: Int32 = -1
    private var current = ""
    private var buffer: [UInt8] = []
    /// Of the present file.
    private var size = 0
    private var firstTime: Timestamp?
    private var lastTime: Timestamp?
    /// Files begun, and those of them that are there.
    private var number = 0
    private var kept: [String] = []

    /// Creates the file, or with `rotation` sees to it that files can be created there.
    public init(
        path: String, origin: CaptureEncoder.Origin, rotation: CaptureRotation? = nil
    ) throws(CaptureError) {
        self.path = path
        self.rotation = rotation
        encoder = CaptureEncoder(format: CaptureEncoder.Format(path: path), origin: origin)
        if rotation == nil {
            try open(path)
        } else {
            try checkFolder()
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Adds a packet.
    public func write(_ packet: Packet, _ bytes: RawSpan) throws(CaptureError) {
        guard encoder.admits(packet.linkType) else {
            throw CaptureError(
                input: path,
                reason: .cannotOpen(
                    "a pcap file holds packets of one link type, and here is another: \(packet.linkType); "
                        + "give it a name that ends in .pcapng"))
        }
        if let rotation {
            let isDue = rotation.isDue(size: size, first: firstTime, next: packet.time)
            if isDue { try finishFile(nil) }
            if descriptor < 0 { try openNext(at: packet.time) }
        }
        let before = buffer.count
        encoder.append(packet, bytes, to: &buffer)
        size += buffer.count - before
        firstTime = firstTime ?? packet.time
        lastTime = packet.time
        packets += 1
        if buffer.count >= Self.blockSize { try flush() }
    }

    /// Writes out what is gathered; whoever reads the file then sees all packets so far.
    public func flush() throws(CaptureError) {
        var start = 0
        while start < buffer.count {
            let written = buffer.withUnsafeBytes { bytes in
                systemWrite(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw failure()
            }
            start += written
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Writes the rest and closes the file.
    public func finish(_ statistics: LiveStatistics? = nil) throws(CaptureError) {
        if descriptor >= 0 { try finishFile(statistics) }
    }

    // MARK: Files

    private func finishFile(_ statistics: LiveStatistics?) throws(CaptureError) {
        encoder.finish(statistics, at: lastTime, to: &buffer)
        try flush()
        let status = close(descriptor)
        descriptor = -1
        guard status == 0 else { throw failure() }
    }

    private func openNext(at time: Timestamp) throws(CaptureError) {
        number += 1
        try open(CaptureRotation.path(path, number: number, time: time))
        kept.append(current)
        while let keep = rotation?.keep, kept.count > max(1, keep) { unlink(kept.removeFirst()) }
    }

    private func open(_ path: String) throws(CaptureError) {
        current = path
        descriptor = createFile(path)
        guard descriptor >= 0 else { throw failure() }
        buffer.removeAll(keepingCapacity: true)
        encoder.begin(to: &buffer)
        size = buffer.count
        firstTime = nil
        lastTime = nil
        try flush()
    }

    /// Otherwise a mistyped folder would be found with the first packet only.
    private func checkFolder() throws(CaptureError) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        current = path
        guard access(folder, W_OK | X_OK) == 0 else { throw failure() }
    }

    private func failure() -> CaptureError {
        CaptureError(input: current, reason: .cannotOpen("cannot be written: \(String(cString: strerror(errno)))"))
    }
}

private func createFile(_ path: String) -> Int32 { open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) }

private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    guard let start else { return 0 }
    return write(descriptor, start, count)
}
