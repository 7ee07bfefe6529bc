import Bytes
import Fields

/// profile_tier_level() of H.265 § 7.3.3: what a decoder must be able to do; the record has the same twelve bytes.
public struct HEVCProfileTierLevel: Equatable, Sendable {
    /// general_profile_space, 0 for all that is defined.
    public var space: Int
    /// general_tier_flag.
    public var isHighTier: Bool
    /// general_profile_idc.
    public var idc: Int
    /// general_profile_compatibility_flag[0] in the highest bit.
    public var compatibility: UInt32
    /// The 48 bits from general_progressive_source_flag on.
    public var constraints: UInt64
    /// general_level_idc: thirty times the level.
    public var levelIDC: Int

    // The record and the parameter sets write these 96 bits alike, H.265 the level last.
    init(from bits: inout BitReader) throws(DecodeError) {
        space = try bits.bits(2)
        isHighTier = try bits.flag()
        idc = try bits.bits(5)
        compatibility = UInt32(truncatingIfNeeded: try bits.bits(32))
        constraints = UInt64(truncatingIfNeeded: try bits.bits(48))
        levelIDC = try bits.bits(8)
    }

    // What follows in a parameter set, for the sub-layers below the highest: flags for each, then 88 or 8 bits.
    static func skipSubLayers(_ bits: inout BitReader, count: Int) throws(DecodeError) {
        guard count > 0 else { return }
        var size = 0
        for _ in 0..<min(count, 8) {
            if try bits.flag() { size += 88 }
            if try bits.flag() { size += 8 }
        }
        try bits.skip(max(0, 8 - count) * 2 + size)
    }

    private func constraint(_ number: Int) -> Bool { constraints >> UInt64(47 - number) & 1 == 1 }

    /// general_interlaced_source_flag without general_progressive_source_flag.
    var isInterlacedSource: Bool { constraint(1) && !constraint(0) }

    /// § A.3: "Main 10", "Main 4:2:2 10"; `nil` for a number that is no profile.
    public var name: String? {
        switch effectiveIDC {
        case 1: "Main"
        case 2: "Main 10"
        case 3: "Main Still Picture"
        case 4: rangeExtensionName
        case 5: "High Throughput"
        case 6: "Multiview Main"
        case 7: "Scalable Main"
        case 8: "3D Main"
        case 9: "Screen-Extended"
        case 10: "Scalable Range Extensions"
        case 11: "High Throughput Screen-Extended"
        default: nil
        }
    }

    // § A.3.1: a stream also conforms to the profiles whose compatibility flags are set; some writers set only those.
    private var effectiveIDC: Int {
        guard idc == 0, space == 0, compatibility != 0 else { return idc }
        return compatibility.leadingZeroBitCount
    }

    // § A.3.5, table A.2: the flags behind general_frame_only_constraint_flag tell the profiles of number 4 apart.
    private var rangeExtensionName: String {
        let upTo = (twelve: constraint(4), ten: constraint(5), eight: constraint(6))
        let chroma = (yuv422: constraint(7), yuv420: constraint(8), monochrome: constraint(9))
        let isIntra = constraint(10)
        let isOnePicture = constraint(11)
        var name = chroma.monochrome ? "Monochrome" : "Main"
        if !chroma.yuv422 { name += " 4:4:4" } else if !chroma.yuv420 { name += " 4:2:2" }
        if !upTo.twelve { name += " 16" } else if !upTo.ten { name += " 12" } else if !upTo.eight { name += " 10" }
        if isOnePicture { name += " Still Picture" } else if isIntra { name += " Intra" }
        // No profile has all nine flags clear: their writer does not know them.
        return constraints >> 35 & 0x1ff == 0 ? "Range Extensions" : name
    }

    /// "5.1"; `nil` for a number that is no level.
    public var levelName: String? {
        switch levelIDC {
        case 30, 60, 63, 90, 93, 120, 123, 150, 153, 156, 180, 183, 186, 189, 255:
            "\(levelIDC / 30).\(levelIDC % 30 / 3)"
        default: nil
        }
    }

    var fields: [Field] {
        var fields: [Field] = []
        if let name { fields.append(Field("profile", .text(name))) }
        if space != 0 { fields.append(Field("profile_space", .integer(space))) }
        fields.append(Field("profile_idc", .integer(idc)))
        fields.append(Field("tier", .text(isHighTier ? "High" : "Main")))
        if let levelName { fields.append(Field("level", .text(levelName))) }
        fields.append(Field("level_idc", .integer(levelIDC)))
        fields.append(Field("compatibility_flags", .integer(Int(compatibility))))
        fields.append(Field("constraint_flags", .integer(Int(truncatingIfNeeded: constraints))))
        return fields
    }
}
