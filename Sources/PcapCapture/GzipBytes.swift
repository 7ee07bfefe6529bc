import CZlib
import Packets

/// The inside of a gzip file (RFC 1952), all its members one after the other.
///
/// What follows the last member is no gzip and is left alone, as gzip does. A file that breaks off gives what could
/// be unpacked, and then `cutOff`.
final class GzipBytes: ByteSource {
    private let compressed: ReadBuffer
    /// zlib keeps the stream's address, so it has a fixed place.
    private let stream: UnsafeMutablePointer<z_stream>
    private var isOpen = false
    /// A member has begun and not ended.
    private var isInMember = true
    /// The last call filled all the space, so zlib may hold more: it is asked before a read that could block.
    private var mayHoldOutput = false
    private var failure: ReadFailure?

    init(_ compressed: ReadBuffer) throws(ReadFailure) {
        self.compressed = compressed
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15: the largest window; + 16: a gzip wrapper and no other.
        let size = Int32(MemoryLayout<z_stream>.size)
        isOpen = inflateInit2_(stream, 15 + 16, zlibVersion(), size) == Z_OK
        if !isOpen { throw ReadFailure(.readFailed("no memory to unpack gzip")) }
    }

    deinit {
        if isOpen { inflateEnd(stream) }
        stream.deallocate()
    }

    /// Where the compressed file may.
    var mayBeReadAhead: Bool { compressed.mayBeReadAhead }

    func read(into space: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
        if let failure { throw failure }
        let room = min(space.count, 1 << 30)
        stream.pointee.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room)
        do throws(ReadFailure) {
            while Int(stream.pointee.avail_out) == room {
                guard try unpack() else { return 0 }
            }
        } catch {
            // What was unpacked before the bad place is good; the error waits for the next call.
            failure = error
            if Int(stream.pointee.avail_out) == room { throw error }
        }
        return room - Int(stream.pointee.avail_out)
    }

    /// Unpacks from the compressed bytes at hand; `false` at the end of the last member.
    private func unpack() throws(ReadFailure) -> Bool {
        if !isInMember {
            guard try compressed.fill(to: 2), Self.isGzip(compressed.unread) else { return false }
            inflateReset(stream)
            isInMember = true
        }
        if !mayHoldOutput {
            guard try compressed.fill(to: 1) else { throw ReadFailure(.cutOff(needed: 1, available: 0)) }
        }
        let input = compressed.unread
        let count = min(input.count, 1 << 30)
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(count)
        let result = inflate(stream, Z_SYNC_FLUSH)
        compressed.consume(count - Int(stream.pointee.avail_in))
        mayHoldOutput = stream.pointee.avail_out == 0
        switch result {
        case Z_STREAM_END:
            isInMember = false
            mayHoldOutput = false
        case Z_OK, Z_BUF_ERROR:
            // No progress is made only without input, and then the next call reads some or finds the end.
            break
        default:
            let message = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(result)"
            throw ReadFailure(.damaged("gzip data: \(message), at compressed byte \(compressed.offset)"))
        }
        return true
    }

    static func isGzip(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
    }
}
