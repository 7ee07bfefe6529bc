/// What a NAL unit is: its number in its family, and the standard's word for that.
public struct NALUnitKind: Hashable, Sendable {
    /// The family.
    public var syntax: NALSyntax
    /// nal_unit_type: 5 bits in H.264 and H.266, 6 in H.265.
    public var rawValue: UInt8

    /// The kind with this number.
    public init(_ syntax: NALSyntax, rawValue: UInt8) {
        self.syntax = syntax
        self.rawValue = rawValue
    }

    /// The kind that a unit's first bytes tell; `nil` when the byte with the number is missing.
    public init?(_ syntax: NALSyntax, _ first: UInt8?, _ second: UInt8?) {
        guard let first else { return nil }
        switch syntax {
        case .avc:
            self.init(syntax, rawValue: first & 31)
        case .hevc:
            self.init(syntax, rawValue: first >> 1 & 63)
        case .vvc:
            guard let second else { return nil }
            self.init(syntax, rawValue: second >> 3)
        }
    }

    static let avcSequenceParameterSet = NALUnitKind(.avc, rawValue: 7)
    static let hevcVideoParameterSet = NALUnitKind(.hevc, rawValue: 32)
    static let hevcSequenceParameterSet = NALUnitKind(.hevc, rawValue: 33)
    static let vvcSequenceParameterSet = NALUnitKind(.vvc, rawValue: 15)

    /// Whether decoding can begin at a picture of this kind: IDR; H.265 also BLA and CRA, H.266 also CRA and GDR.
    public var isKeyFrame: Bool {
        switch syntax {
        case .avc: rawValue == 5
        case .hevc: 16...21 ~= rawValue
        case .vvc: 7...10 ~= rawValue
        }
    }

    /// Whether the unit is a part of a picture.
    public var isSlice: Bool {
        switch syntax {
        case .avc: 1...5 ~= rawValue || 19...21 ~= rawValue
        case .hevc: rawValue < 32
        case .vvc: rawValue < 12
        }
    }

    /// Whether the unit carries supplemental enhancement information.
    public var isSEI: Bool {
        switch syntax {
        case .avc: rawValue == 6
        case .hevc: rawValue == 39 || rawValue == 40
        case .vvc: rawValue == 23 || rawValue == 24
        }
    }

    /// Whether the unit says how pictures are to be decoded: VPS, SPS, PPS.
    public var isParameterSet: Bool {
        switch syntax {
        case .avc: rawValue == 7 || rawValue == 8
        case .hevc: 32...34 ~= rawValue
        case .vvc: 14...16 ~= rawValue
        }
    }

    /// Whether one byte of header is all there is to such a unit: H.264's ends of sequence and of stream.
    var isHeaderAlone: Bool { syntax == .avc && (rawValue == 10 || rawValue == 11) }

    /// The standard's word, "IDR slice" or "IDR_W_RADL"; "type 30" where it has none.
    public var name: String {
        let word =
            switch syntax {
            case .avc: avcName
            case .hevc: hevcName
            case .vvc: vvcName
            }
        return word ?? "type \(rawValue)"
    }

    // H.264 table 7-1.
    private var avcName: String? {
        switch rawValue {
        case 1: "non-IDR slice"
        case 2: "slice partition A"
        case 3: "slice partition B"
        case 4: "slice partition C"
        case 5: "IDR slice"
        case 6: "SEI"
        case 7: "SPS"
        case 8: "PPS"
        case 9: "AUD"
        case 10: "end of sequence"
        case 11: "end of stream"
        case 12: "filler"
        case 13: "SPS extension"
        case 14: "prefix"
        case 15: "subset SPS"
        case 16: "DPS"
        case 19: "auxiliary slice"
        case 20: "slice extension"
        case 21: "depth slice extension"
        default: nil
        }
    }

    // H.265 table 7-1; 62 and 63 are unspecified there and Dolby Vision's by custom.
    private var hevcName: String? {
        switch rawValue {
        case 0: "TRAIL_N"
        case 1: "TRAIL_R"
        case 2: "TSA_N"
        case 3: "TSA_R"
        case 4: "STSA_N"
        case 5: "STSA_R"
        case 6: "RADL_N"
        case 7: "RADL_R"
        case 8: "RASL_N"
        case 9: "RASL_R"
        case 16: "BLA_W_LP"
        case 17: "BLA_W_RADL"
        case 18: "BLA_N_LP"
        case 19: "IDR_W_RADL"
        case 20: "IDR_N_LP"
        case 21: "CRA"
        case 32: "VPS"
        case 33: "SPS"
        case 34: "PPS"
        case 35: "AUD"
        case 36: "end of sequence"
        case 37: "end of bitstream"
        case 38: "filler"
        case 39: "SEI"
        case 40: "suffix SEI"
        case 62: "Dolby Vision RPU"
        case 63: "Dolby Vision EL"
        default: nil
        }
    }

    // H.266 table 5.
    private var vvcName: String? {
        switch rawValue {
        case 0: "TRAIL"
        case 1: "STSA"
        case 2: "RADL"
        case 3: "RASL"
        case 7: "IDR_W_RADL"
        case 8: "IDR_N_LP"
        case 9: "CRA"
        case 10: "GDR"
        case 12: "OPI"
        case 13: "DCI"
        case 14: "VPS"
        case 15: "SPS"
        case 16: "PPS"
        case 17: "APS"
        case 18: "suffix APS"
        case 19: "PH"
        case 20: "AUD"
        case 21: "end of sequence"
        case 22: "end of bitstream"
        case 23: "SEI"
        case 24: "suffix SEI"
        case 25: "filler"
        default: nil
        }
    }
}
