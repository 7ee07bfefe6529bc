import Fields

/// The three bytes that say what a decoder of H.264 must be able to do; a record and its parameter sets have them.
public struct AVCProfile: Equatable, Sendable {
    /// profile_idc.
    public var idc: UInt8
    /// constraint_set0_flag in the highest bit to constraint_set5_flag, and two reserved bits.
    public var constraints: UInt8
    /// level_idc: ten times the level.
    public var levelIDC: UInt8

    /// The three bytes in their order.
    public init(idc: UInt8, constraints: UInt8, levelIDC: UInt8) {
        self.idc = idc
        self.constraints = constraints
        self.levelIDC = levelIDC
    }

    func constraint(_ number: Int) -> Bool { constraints << number & 0x80 != 0 }

    /// H.264 § A.2, annexes F to I; `nil` for a number that is none of theirs.
    public var name: String? {
        switch idc {
        case 44: "CAVLC 4:4:4 Intra"
        case 66: constraint(1) ? "Constrained Baseline" : "Baseline"
        case 77: "Main"
        case 83: constraint(5) ? "Scalable Constrained Baseline" : "Scalable Baseline"
        case 86: constraint(3) ? "Scalable High Intra" : "Scalable High"
        case 88: "Extended"
        case 100:
            switch (constraint(4), constraint(5)) {
            case (true, true): "Constrained High"
            case (true, false): "Progressive High"
            case (false, _): "High"
            }
        case 110: constraint(3) ? "High 10 Intra" : "High 10"
        case 118: "Multiview High"
        case 122: constraint(3) ? "High 4:2:2 Intra" : "High 4:2:2"
        case 128: "Stereo High"
        case 134: "MFC High"
        case 135: "MFC Depth High"
        case 138: "Multiview Depth High"
        case 139: "Enhanced Multiview Depth High"
        case 144: "High 4:4:4"
        case 244: constraint(3) ? "High 4:4:4 Intra" : "High 4:4:4 Predictive"
        default: nil
        }
    }

    /// "3.1"; `nil` for a number that is no level.
    public var levelName: String? {
        switch levelIDC {
        case 9: "1b"
        // § A.3.1: the older profiles say 1b with constraint_set3_flag.
        case 11 where constraint(3) && (idc == 66 || idc == 77 || idc == 88): "1b"
        case 10...13, 20...22, 30...32, 40...42, 50...52, 60...62: "\(levelIDC / 10).\(levelIDC % 10)"
        default: nil
        }
    }

    /// Whether chroma format, bit depths and scaling lists follow seq_parameter_set_id. § 7.3.2.1.1.
    var hasChromaFields: Bool {
        switch idc {
        case 44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244: true
        default: false
        }
    }

    /// The names and the numbers behind them.
    var fields: [Field] {
        var fields: [Field] = []
        if let name { fields.append(Field("profile", .text(name))) }
        fields.append(Field("profile_idc", .integer(Int(idc))))
        fields.append(Field("constraint_flags", .integer(Int(constraints))))
        if let levelName { fields.append(Field("level", .text(levelName))) }
        fields.append(Field("level_idc", .integer(Int(levelIDC))))
        return fields
    }
}
