/// A value as AMF0 writes it.
///
///     let connect = AMF0Bytes.all([.string("connect"), .number(1), .object([("app", .string("live"))])])
public indirect enum AMF0Bytes: Sendable {
    case number(Double)
    case boolean(Bool)
    case string(String)
    /// A string that need not be UTF-8.
    case text([UInt8])
    case null
    case undefined
    case object([(String, AMF0Bytes)])
    case ecmaArray([(String, AMF0Bytes)])
    case strictArray([AMF0Bytes])
    /// ms since 1970, and the zone.
    case date(Double, Int16)
    /// Bytes as they are.
    case raw([UInt8])

    /// Marker and value.
    public var bytes: [UInt8] {
        switch self {
        case .number(let value): [0] + PacketBuilder.u64(value.bitPattern)
        case .boolean(let value): [1, value ? 1 : 0]
        case .string(let text): [2] + Self.name(Array(text.utf8))
        case .text(let bytes): [2] + Self.name(bytes)
        case .null: [5]
        case .undefined: [6]
        case .object(let members): [3] + Self.members(members)
        case .ecmaArray(let members): [8] + PacketBuilder.u32(UInt32(members.count)) + Self.members(members)
        case .strictArray(let values): [10] + PacketBuilder.u32(UInt32(values.count)) + Self.all(values)
        case .date(let milliseconds, let zone):
            [11] + PacketBuilder.u64(milliseconds.bitPattern) + PacketBuilder.u16(UInt16(bitPattern: zone))
        case .raw(let bytes): bytes
        }
    }

    /// The payload of a command or data message.
    public static func all(_ values: [AMF0Bytes]) -> [UInt8] { values.flatMap(\.bytes) }

    private static func name(_ bytes: [UInt8]) -> [UInt8] { PacketBuilder.u16(UInt16(bytes.count)) + bytes }

    /// With an empty name and the object end marker behind them.
    private static func members(_ members: [(String, AMF0Bytes)]) -> [UInt8] {
        members.flatMap { name(Array($0.0.utf8)) + $0.1.bytes } + [0, 0, 9]
    }
}
