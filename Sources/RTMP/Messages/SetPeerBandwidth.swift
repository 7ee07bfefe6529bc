import Bytes
import Fields

/// Set Peer Bandwidth, type 6, RTMP 1.0 § 5.4.5: its receiver is to keep at most this many bytes unacknowledged.
public struct SetPeerBandwidth: Equatable, Sendable {
    public struct Limit: RawRepresentable, Hashable, Sendable {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let hard = Limit(rawValue: 0)
        public static let soft = Limit(rawValue: 1)
        public static let dynamic = Limit(rawValue: 2)

        public var name: String {
            switch self {
            case .hard: "hard"
            case .soft: "soft"
            case .dynamic: "dynamic"
            default: "\(rawValue)"
            }
        }
    }

    /// Bytes.
    public var windowSize: UInt32
    /// Some senders leave it out.
    public var limit: Limit?

    init(from reader: inout ByteReader) throws(DecodeError) {
        windowSize = try reader.u32()
        limit = reader.isAtEnd ? nil : Limit(rawValue: try reader.u8())
    }

    var fields: [Field] {
        var fields = [Field("window_size", .integer(Int(windowSize)))]
        if let limit { fields.append(Field("limit", .text(limit.name))) }
        return fields
    }
}
