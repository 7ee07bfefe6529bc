import Bytes
import Fields

/// What a decoder of H.266 must be able to do: VvcPTLRecord of ISO/IEC 14496-15 § 11.2.4.2, or the parameter set's
/// profile_tier_level() of H.266 § 7.3.3.1, whose parts stand in a slightly different order.
public struct VVCProfileTierLevel: Equatable, Sendable {
    /// general_profile_idc.
    public var idc: Int
    /// general_tier_flag.
    public var isHighTier: Bool
    /// general_level_idc: sixteen times the major level and three times the minor one.
    public var levelIDC: Int

    /// ```
    /// reserved(2) num_bytes_constraint_info(6)
    /// general_profile_idc(7) tier(1)   general_level_idc(8)
    /// frame_only(1) multi_layer(1) constraint info(8 · num_bytes − 2)
    /// sublayer_level_present(1 …)      in a byte, if there is more than one sub-layer; then a level(8) each
    /// num_sub_profiles(8)              then sub_profile_idc(32) each
    /// ```
    init(from reader: inout ByteReader, subLayers: Int) throws(DecodeError) {
        let constraintBytes = Int(try reader.u8() & 63)
        let byte = try reader.u8()
        idc = Int(byte >> 1)
        isHighTier = byte & 1 == 1
        levelIDC = Int(try reader.u8())
        try reader.skip(constraintBytes)
        if subLayers > 1 {
            let present = try reader.u8()
            // One flag for each sub-layer but the highest, from the highest bit; the others are reserved.
            for layer in 0..<min(subLayers - 1, 7) where present << layer & 0x80 != 0 { try reader.skip(1) }
        }
        try reader.skip(Int(try reader.u8()) * 4)
    }

    /// The parameter set's form, with profileTierPresentFlag 1.
    init(from bits: inout BitReader, subLayers: Int) throws(DecodeError) {
        idc = try bits.bits(7)
        isHighTier = try bits.flag()
        levelIDC = try bits.bits(8)
        try bits.skip(2)
        // general_constraints_info(), § 7.3.3.2: 71 flags, then a counted number of additional ones.
        if try bits.flag() {
            try bits.skip(71)
            try bits.skip(try bits.bits(8))
        }
        bits.align()
        var levels = 0
        for _ in 0..<max(0, subLayers - 1) where try bits.flag() { levels += 1 }
        bits.align()
        try bits.skip(levels * 8)
        try bits.skip(try bits.bits(8) * 32)
    }

    /// H.266 § A.3; `nil` for a number that is no profile.
    public var name: String? {
        switch idc {
        case 1: "Main 10"
        case 2: "Main 12"
        case 10: "Main 12 Intra"
        case 17: "Multilayer Main 10"
        case 33: "Main 10 4:4:4"
        case 34: "Main 12 4:4:4"
        case 35: "Main 16 4:4:4"
        case 42: "Main 12 4:4:4 Intra"
        case 43: "Main 16 4:4:4 Intra"
        case 49: "Multilayer Main 10 4:4:4"
        case 65: "Main 10 Still Picture"
        case 66: "Main 12 Still Picture"
        case 81: "Multilayer Main 10 Still Picture"
        case 97: "Main 10 4:4:4 Still Picture"
        case 98: "Main 12 4:4:4 Still Picture"
        case 99: "Main 16 4:4:4 Still Picture"
        case 113: "Multilayer Main 10 4:4:4 Still Picture"
        default: nil
        }
    }

    /// § A.4: "5.1"; `nil` for a number that is no level.
    public var levelName: String? {
        switch levelIDC {
        case 16, 32, 35, 48, 51, 64, 67, 80, 83, 86, 96, 99, 102, 105, 255:
            "\(levelIDC / 16).\(levelIDC % 16 / 3)"
        default: nil
        }
    }

    var fields: [Field] {
        var fields: [Field] = []
        if let name { fields.append(Field("profile", .text(name))) }
        fields.append(Field("profile_idc", .integer(idc)))
        fields.append(Field("tier", .text(isHighTier ? "High" : "Main")))
        if let levelName { fields.append(Field("level", .text(levelName))) }
        fields.append(Field("level_idc", .integer(levelIDC)))
        return fields
    }
}
