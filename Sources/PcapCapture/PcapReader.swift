import Bytes
import Packets

/// Classic pcap, as pcap-savefile(5) describes it, in both byte orders and all its variants.
///
///      0                   4                   8                  12
///     +-------------------+-------------------+-------------------+-------------------+
///     | seconds           | µs or ns          | bytes captured    | bytes on the wire |  then the bytes
///     +-------------------+-------------------+-------------------+-------------------+
struct PcapReader {
    private static let headerSize = 24

    private var order = ByteOrder.little
    private var unit: Int64 = 1000
    /// 16, or 24 where a record also names interface and protocol (Alexey Kuznetsov's patch of old Linux).
    private var recordHeaderSize = 16
    /// Up to version 2.2 the two lengths stood the other way round, in 2.3 it depended on the writer.
    private var minorVersion: UInt16 = 4

    /// What stands around packets, for copies.
    var framing: CaptureFraming?
    private(set) var linkType = LinkType.ethernet
    private(set) var snapshotLength: Int?
    private(set) var format = "pcap"

    static func recognizes(_ magic: UInt32) -> Bool { variant(of: magic) != nil }

    /// - Parameter magic: the first four bytes, read in network order.
    private static func variant(
        of magic: UInt32
    ) -> (order: ByteOrder, nanoseconds: Bool, isPatched: Bool)? {
        switch magic {
        case 0xa1b2_c3d4: (.big, false, false)
        case 0xd4c3_b2a1: (.little, false, false)
        case 0xa1b2_3c4d: (.big, true, false)
        case 0x4d3c_b2a1: (.little, true, false)
        case 0xa1b2_cd34: (.big, false, true)
        case 0x34cd_b2a1: (.little, false, true)
        default: nil
        }
    }

    /// Reads the file's header.
    mutating func open(_ buffer: ReadBuffer) throws(ReadFailure) {
        guard try buffer.fill(to: Self.headerSize) else {
            throw ReadFailure(.cutOff(needed: Self.headerSize, available: buffer.available), at: 0)
        }
        var reader = ByteReader(buffer.unread.bytes)
        do throws(DecodeError) {
            try readHeader(&reader)
        } catch {
            throw ReadFailure(.damaged("file header \(error)"), at: 0)
        }
        framing?.note(UnsafeRawBufferPointer(rebasing: buffer.unread.prefix(Self.headerSize)))
        buffer.consume(Self.headerSize)
    }

    private mutating func readHeader(_ reader: inout ByteReader) throws(DecodeError) {
        let magic = try reader.u32()
        guard let variant = Self.variant(of: magic) else {
            throw DecodeError(.invalid(what: "magic number", value: UInt64(magic)), at: 0)
        }
        order = variant.order
        unit = variant.nanoseconds ? 1 : 1000
        recordHeaderSize = variant.isPatched ? 24 : 16
        let majorVersion = try order.u16(&reader)
        let minor = try order.u16(&reader)
        minorVersion = majorVersion == 2 ? minor : 4
        try reader.skip(8)
        let length = try order.u32(&reader)
        snapshotLength = length == 0 ? nil : Int(length)
        // The upper half holds the FCS length and reserved bits.
        linkType = LinkType(rawValue: UInt16(truncatingIfNeeded: try order.u32(&reader)))
        let traits = [
            variant.nanoseconds ? "nanoseconds" : nil,
            order == .big ? "big-endian" : nil,
            variant.isPatched ? "modified" : nil,
        ].compactMap { $0 }
        format = traits.isEmpty ? "pcap" : "pcap (\(traits.joined(separator: ", ")))"
    }

    /// The next record, whole in `buffer`; `nil` at the end.
    func next(_ buffer: ReadBuffer) throws(ReadFailure) -> CaptureRecord? {
        guard try buffer.fill(to: recordHeaderSize) else {
            if buffer.available == 0 { return nil }
            throw ReadFailure(.cutOff(needed: recordHeaderSize, available: buffer.available), at: buffer.offset)
        }
        let header = buffer.unread
        let seconds = order.u32(header, at: 0)
        let fraction = order.u32(header, at: 4)
        var captured = order.u32(header, at: 8)
        var original = order.u32(header, at: 12)
        if minorVersion < 3 || minorVersion == 3 && captured > original { swap(&captured, &original) }
        let count = Int(captured)
        guard count <= CaptureRecord.longest else {
            throw ReadFailure(.damaged("packet record claims \(count) bytes"), at: buffer.offset)
        }
        let extent = recordHeaderSize + count
        guard try buffer.fill(to: extent) else {
            throw ReadFailure(.cutOff(needed: extent, available: buffer.available), at: buffer.offset)
        }
        return CaptureRecord(
            time: Timestamp(seconds: Int64(seconds), nanoseconds: Int64(fraction) * unit), linkType: linkType,
            originalLength: max(Int(original), count), data: recordHeaderSize..<extent, extent: extent)
    }
}
