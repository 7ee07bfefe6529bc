import Bytes
import Fields

/// Which speakers the channels of an audio track are for: packet type MultichannelConfig of E-RTMP v2.
///
///     channel order (8) channel count (8) [native: mask (32)] [custom: map (8 × count)]
public struct MultichannelConfig: Equatable, Sendable {
    /// How the speakers are named.
    public struct ChannelOrder: RawRepresentable, Hashable, Sendable {
        /// The number as it was sent.
        public var rawValue: UInt8

        /// The order of a number.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Only their number is known.
        public static let unspecified = Self(rawValue: 0)
        /// A mask; the channels come in the order of its bits.
        public static let native = Self(rawValue: 1)
        /// A list.
        public static let custom = Self(rawValue: 2)

        /// The name in the words of the specification, or the number where it has none.
        public var name: String {
            switch self {
            case .unspecified: "unspecified"
            case .native: "native"
            case .custom: "custom"
            default: "order \(rawValue)"
            }
        }
    }

    /// How the speakers are named.
    public var order: ChannelOrder
    /// Channels.
    public var count: Int
    /// In native order: bit n is `Speaker` n.
    public var mask: UInt32?
    /// In custom order: the speaker of each channel.
    public var map: [Speaker] = []

    init(from reader: inout ByteReader) throws(DecodeError) {
        order = ChannelOrder(rawValue: try reader.u8())
        count = Int(try reader.u8())
        switch order {
        case .native: mask = try reader.u32()
        case .custom: map = try reader.array(count).map(Speaker.init(rawValue:))
        default: break
        }
    }

    /// The speakers in the order of the channels; empty where they are not known.
    public var speakers: [Speaker] {
        guard let mask else { return map }
        return (0..<32 as Range<UInt8>).filter { mask &>> UInt32($0) & 1 == 1 }.map(Speaker.init(rawValue:))
    }

    /// Whether the mask names as many speakers as there are channels; `nil` without one.
    public var isConsistent: Bool? { mask.map { $0.nonzeroBitCount == count } }

    /// "stereo", "5.1", "7.1.4"; `nil` for an arrangement without a name.
    public var layoutName: String? {
        let mask = mask ?? Self.mask(of: map)
        return mask.flatMap { mask in Self.layouts.first { $0.mask == mask }?.name }
    }

    private static func mask(of map: [Speaker]) -> UInt32? {
        guard !map.isEmpty, map.allSatisfy({ $0.rawValue < 32 }) else { return nil }
        return map.reduce(0) { $0 | 1 &<< UInt32($1.rawValue) }
    }

    private static let layouts: [(mask: UInt32, name: String)] = [
        (0x4, "mono"), (0x3, "stereo"), (0xB, "2.1"), (0x7, "3.0"), (0xF, "3.1"), (0x107, "4.0"), (0x10F, "4.1"),
        (0x33, "quad"), (0x603, "quad (side)"), (0x37, "5.0 (back)"), (0x607, "5.0"), (0x3F, "5.1 (back)"),
        (0x60F, "5.1"), (0x707, "6.0"), (0x70F, "6.1"), (0x637, "7.0"), (0x63F, "7.1"), (0x560F, "5.1.2"),
        (0x2D60F, "5.1.4"), (0x563F, "7.1.2"), (0x2D63F, "7.1.4"), (0xFF_FFFF, "22.2"),
    ]

    /// "5.1", "2 channels unspecified", "3 channels FL FR BC".
    public var summary: String {
        if let layoutName, isConsistent ?? true { return layoutName }
        let number = "\(count) \(count == 1 ? "channel" : "channels")"
        let names = speakers.map(\.abbreviation).joined(separator: " ")
        return names.isEmpty ? "\(number) \(order.name)" : "\(number) \(names)"
    }

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields = [Field("order", .text(order.name)), Field("channels", .integer(count))]
        if let layoutName { fields.append(Field("layout", .text(layoutName))) }
        if let mask { fields.append(Field("mask", .integer(Int(mask)))) }
        let speakers = speakers
        if !speakers.isEmpty { fields.append(Field("speakers", .list(speakers.map { .text($0.name) }))) }
        return fields
    }
}
