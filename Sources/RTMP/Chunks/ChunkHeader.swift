/// A chunk's header as it stands on the wire, before anything is inherited.
///
///      basic header              message header                     extended timestamp
///     +--+------+---------+  fmt 0: timestamp u24, length u24,     +------------------+
///     |fmt| id  | 0-2 more |        type u8, stream id u32 (LE)    | u32, where the   |
///     +--+------+---------+  fmt 1: delta u24, length u24, type    | u24 is 0xFFFFFF  |
///      2 bits 6              fmt 2: delta u24                      +------------------+
///                            fmt 3: nothing
struct ChunkHeader {
    var format: UInt8
    var chunkStreamID: Int
    /// Bytes of the basic header: 1, 2 or 3.
    var basicLength: Int
    /// Bytes in all, extended timestamp included.
    var count: Int
    /// The 24-bit timestamp or delta field; 0 for fmt 3.
    var timestampField: UInt32 = 0
    var length = 0
    var type = MessageTypeID(rawValue: 0)
    var messageStreamID: UInt32 = 0
    var extendedTimestamp: UInt32?
    var facts: ChunkFacts = []

    /// The longest header: 3 + 11 + 4 bytes.
    static let maximumCount = 18

    /// Reads all but the extended timestamp of a fmt 3 chunk, which only the chunk stream's state can tell from
    /// payload. `nil` while bytes are missing.
    ///
    /// - Parameter bytes: Read at `position`, not at or behind `end`, which the caller guarantees to lie within.
    @inline(__always)
    init?(_ bytes: RawSpan, at position: Int, end: Int) {
        let available = end - position
        guard available >= 1 else { return nil }
        let first = Self.u8(bytes, position)
        format = first >> 6
        switch first & 0x3f {
        case 0:
            guard available >= 2 else { return nil }
            chunkStreamID = 64 + Int(Self.u8(bytes, position + 1))
            basicLength = 2
        case 1:
            // § 5.3.1.1: the third byte counts 256s, so little-endian, unlike almost everything else.
            guard available >= 3 else { return nil }
            chunkStreamID = 64 + Int(Self.u8(bytes, position + 1)) + 256 * Int(Self.u8(bytes, position + 2))
            basicLength = 3
            if chunkStreamID < 320 { facts.insert(.longBasicHeader) }
        case let id:
            chunkStreamID = Int(id)
            basicLength = 1
        }
        count = basicLength + Self.messageHeaderCounts[Int(format)]
        guard available >= count else { return nil }
        guard format < 3 else { return }
        let fields = position + basicLength
        timestampField = Self.u24(bytes, fields)
        if format < 2 {
            length = Int(Self.u24(bytes, fields + 3))
            type = MessageTypeID(rawValue: Self.u8(bytes, fields + 6))
        }
        if format == 0 {
            messageStreamID = UInt32(
                littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: fields + 7, as: UInt32.self))
        }
        if timestampField == 0xff_ffff {
            guard available >= count + 4 else { return nil }
            extendedTimestamp = Self.u32(bytes, position + count)
            count += 4
        }
    }

    private static let messageHeaderCounts: InlineArray<4, Int> = [11, 7, 3, 0]

    // Bounds are checked once above, by `available`.
    @inline(__always)
    private static func u8(_ bytes: RawSpan, _ position: Int) -> UInt8 {
        bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
    }

    @inline(__always)
    private static func u24(_ bytes: RawSpan, _ position: Int) -> UInt32 {
        UInt32(u8(bytes, position)) << 16 | UInt32(u8(bytes, position + 1)) << 8 | UInt32(u8(bytes, position + 2))
    }

    @inline(__always)
    static func u32(_ bytes: RawSpan, _ position: Int) -> UInt32 {
        UInt32(bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt32.self))
    }
}
