import AMF
import Fields

/// One entry of `videoFourCcInfoMap` or `audioFourCcInfoMap`: what a peer can do with a codec.
public struct FourCCCapability: Equatable, Sendable {
    /// A FourCC, or `*` for all of them, which counts more than the others.
    public var key: String
    /// What it can do; `nil` where the value was no number.
    public var abilities: CapabilityBits?

    /// A bit of `abilities`.
    public static let canDecode: UInt32 = 1
    /// A bit of `abilities`.
    public static let canEncode: UInt32 = 2
    /// A bit of `abilities`: passes it on without looking inside.
    public static let canForward: UInt32 = 4

    init(_ member: AMFMember) {
        key = member.name.string
        abilities = CapabilityBits(
            member.value, [(Self.canDecode, "decode"), (Self.canEncode, "encode"), (Self.canForward, "forward")])
    }

    /// "hvc1 decode+forward"
    var text: String {
        let names = abilities?.names ?? []
        return "\(key.escapedForTerminal) \(names.isEmpty ? "nothing" : names.joined(separator: "+"))"
    }

    var fieldValue: FieldValue {
        var fields = [Field("fourcc", .text(key))]
        if let abilities { fields.append(Field("abilities", abilities.fieldValue)) }
        return .record(fields)
    }
}
