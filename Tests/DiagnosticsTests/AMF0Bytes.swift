import TestSupport

/// A value as AMF0 writes it.
indirect enum AMF0Bytes {
    case number(Double)
    case boolean(Bool)
    case string(String)
    case null
    case undefined
    case object([(String, AMF0Bytes)])
    /// With the count that stands in it, or the right one.
    case ecmaArray([(String, AMF0Bytes)], count: UInt32? = nil, terminated: Bool = true)
    case strictArray([AMF0Bytes])
    /// Bytes as they are.
    case raw([UInt8])

    var bytes: [UInt8] {
        switch self {
        case .number(let value): [0] + PacketBuilder.u64(value.bitPattern)
        case .boolean(let value): [1, value ? 1 : 0]
        case .string(let text): [2] + Self.text(text)
        case .null: [5]
        case .undefined: [6]
        case .object(let members): [3] + Self.members(members) + Self.end
        case .ecmaArray(let members, let count, let terminated):
            [8] + ChunkBuilder.u32(count ?? UInt32(members.count)) + Self.members(members)
                + (terminated ? Self.end : [])
        case .strictArray(let values): [10] + ChunkBuilder.u32(UInt32(values.count)) + values.flatMap(\.bytes)
        case .raw(let bytes): bytes
        }
    }

    /// An empty name and the object end marker.
    private static let end: [UInt8] = [0, 0, 9]

    private static func text(_ text: String) -> [UInt8] { PacketBuilder.u16(UInt16(text.utf8.count)) + Array(text.utf8) }

    private static func members(_ members: [(String, AMF0Bytes)]) -> [UInt8] {
        members.flatMap { text($0.0) + $0.1.bytes }
    }
}
