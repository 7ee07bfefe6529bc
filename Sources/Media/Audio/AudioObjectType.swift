/// A coding tool set of MPEG-4 audio, ISO 14496-3 table 1.17.
public struct AudioObjectType: RawRepresentable, Hashable, Sendable {
    /// 1 to 95.
    public var rawValue: Int

    /// The object type of a number.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// AAC Main.
    public static let main = Self(rawValue: 1)
    /// AAC Low Complexity, which nearly everybody sends.
    public static let lc = Self(rawValue: 2)
    /// AAC Scalable Sample Rate.
    public static let ssr = Self(rawValue: 3)
    /// AAC Long Term Prediction.
    public static let ltp = Self(rawValue: 4)
    /// Spectral Band Replication: HE-AAC.
    public static let sbr = Self(rawValue: 5)
    /// AAC Scalable.
    public static let scalable = Self(rawValue: 6)
    /// Error resilient AAC LC.
    public static let erLC = Self(rawValue: 17)
    /// Error resilient AAC LTP.
    public static let erLTP = Self(rawValue: 19)
    /// Error resilient AAC Scalable.
    public static let erScalable = Self(rawValue: 20)
    /// Error resilient Bit Sliced Arithmetic Coding.
    public static let bsac = Self(rawValue: 22)
    /// Error resilient AAC Low Delay.
    public static let erLD = Self(rawValue: 23)
    /// Parametric Stereo: HE-AACv2.
    public static let ps = Self(rawValue: 29)
    /// Error resilient AAC Enhanced Low Delay.
    public static let eld = Self(rawValue: 39)
    /// Unified Speech and Audio Coding: xHE-AAC.
    public static let usac = Self(rawValue: 42)

    /// "LC", "Main"; "object type 12" for one without a usual name.
    public var name: String {
        switch self {
        case .main: "Main"
        case .lc: "LC"
        case .ssr: "SSR"
        case .ltp: "LTP"
        case .sbr: "SBR"
        case .scalable: "Scalable"
        case .erLC: "ER LC"
        case .erLTP: "ER LTP"
        case .erScalable: "ER Scalable"
        case .bsac: "ER BSAC"
        case .erLD: "LD"
        case .ps: "PS"
        case .eld: "ELD"
        case .usac: "xHE"
        default: "object type \(rawValue)"
        }
    }

    /// Whether a GASpecificConfig follows: table 1.15.
    var hasGeneralAudioConfig: Bool {
        switch rawValue {
        case 1, 2, 3, 4, 6, 7, 17, 19, 20, 21, 22, 23: true
        default: false
        }
    }

    /// Whether two bits of error protection follow the configuration.
    var hasErrorProtection: Bool {
        switch rawValue {
        case 17, 19, 20, 21, 22, 23: true
        default: false
        }
    }

    /// Whether an extended GASpecificConfig has three flags of error resilience.
    var hasResilience: Bool { self == .erLC || self == .erLTP || self == .erScalable || self == .erLD }
}
