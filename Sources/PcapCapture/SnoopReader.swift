import Packets

/// The snoop format of Solaris, RFC 1761: everything in network order, records padded to four bytes.
struct SnoopReader {
    private static let headerSize = 16
    private static let recordHeaderSize = 24

    /// What stands around packets, for copies.
    var framing: CaptureFraming?
    private(set) var linkType = LinkType.ethernet
    private(set) var format = "snoop"

    /// - Parameter magic: the first eight bytes, read in network order.
    static func recognizes(_ magic: UInt64) -> Bool { magic == 0x736e_6f6f_7000_0000 }

    /// Reads the file's header.
    mutating func open(_ buffer: ReadBuffer) throws(ReadFailure) {
        guard try buffer.fill(to: Self.headerSize) else {
            throw ReadFailure(.cutOff(needed: Self.headerSize, available: buffer.available), at: 0)
        }
        let header = buffer.unread
        let version = ByteOrder.big.u32(header, at: 8)
        guard version == 2 else {
            throw ReadFailure(.notACapture("a snoop file of version \(version); only version 2 is known"))
        }
        let dataLink = ByteOrder.big.u32(header, at: 12)
        // RFC 1761 has numbers of its own: 0 IEEE 802.3, 4 Ethernet; both are Ethernet frames.
        guard dataLink == 0 || dataLink == 4 else {
            throw ReadFailure(.notACapture("a snoop file of data link type \(dataLink); only Ethernet is read"))
        }
        framing?.note(UnsafeRawBufferPointer(rebasing: buffer.unread.prefix(Self.headerSize)))
        buffer.consume(Self.headerSize)
    }

    /// The next record, whole in `buffer`; `nil` at the end.
    func next(_ buffer: ReadBuffer) throws(ReadFailure) -> CaptureRecord? {
        guard try buffer.fill(to: Self.recordHeaderSize) else {
            if buffer.available == 0 { return nil }
            throw ReadFailure(
                .cutOff(needed: Self.recordHeaderSize, available: buffer.available), at: buffer.offset)
        }
        let header = buffer.unread
        let original = Int(ByteOrder.big.u32(header, at: 0))
        let count = Int(ByteOrder.big.u32(header, at: 4))
        let extent = Int(ByteOrder.big.u32(header, at: 8))
        guard extent <= CaptureRecord.longest, extent >= Self.recordHeaderSize + count else {
            throw ReadFailure(
                .damaged("packet record of \(extent) bytes claims \(count) bytes"), at: buffer.offset)
        }
        guard try buffer.fill(to: extent) else {
            throw ReadFailure(.cutOff(needed: extent, available: buffer.available), at: buffer.offset)
        }
        let seconds = Int64(ByteOrder.big.u32(header, at: 16))
        let microseconds = Int64(ByteOrder.big.u32(header, at: 20))
        return CaptureRecord(
            time: Timestamp(seconds: seconds, nanoseconds: microseconds * 1000), linkType: linkType,
            originalLength: max(original, count),
            data: Self.recordHeaderSize..<Self.recordHeaderSize + count, extent: extent)
    }
}
