import AMF
import Fields

/// What a peer says in `connect`, or in the properties of its `_result`, that it can do with media.
///
/// A server that does not repeat the Enhanced RTMP properties in its answer has not promised to understand them.
public struct ConnectCapabilities: Equatable, Sendable {
    /// E-RTMP v1: FourCCs, or `*` for all.
    public var fourCCList: [String]?
    /// E-RTMP v2.
    public var videoFourCCs: [FourCCCapability]?
    /// E-RTMP v2.
    public var audioFourCCs: [FourCCCapability]?
    /// capsEx of E-RTMP v2.
    public var extended: CapabilityBits?
    /// SUPPORT_SND bits. A server may withhold what is not announced.
    public var audioCodecs: CapabilityBits?
    /// SUPPORT_VID bits. A server may withhold what is not announced.
    public var videoCodecs: CapabilityBits?
    /// SUPPORT_VID_CLIENT bits, with those of E-RTMP.
    public var videoFunction: CapabilityBits?

    /// Reads the object of `connect` or the first of `_result`; a value that is no object announces nothing.
    public init(_ value: AMFValue) {
        fourCCList = value["fourCcList"]?.elements?.compactMap(\.text)
        videoFourCCs = value["videoFourCcInfoMap"]?.members?.map(FourCCCapability.init)
        audioFourCCs = value["audioFourCcInfoMap"]?.members?.map(FourCCCapability.init)
        extended = CapabilityBits(value["capsEx"], Self.extendedBits)
        audioCodecs = CapabilityBits(value["audioCodecs"], Self.audioCodecBits)
        videoCodecs = CapabilityBits(value["videoCodecs"], Self.videoCodecBits)
        videoFunction = CapabilityBits(value["videoFunction"], Self.videoFunctionBits)
    }

    /// Whether anything of Enhanced RTMP is announced.
    public var isEnhanced: Bool {
        fourCCList != nil || videoFourCCs != nil || audioFourCCs != nil || extended != nil
    }

    /// Whether nothing at all is announced.
    public var isEmpty: Bool { lines.isEmpty }

    /// Whether the codec is announced, by itself or by `*`.
    public func announces(_ fourCC: FourCC, kind: Codec.Kind) -> Bool {
        let keys = (fourCCList ?? []) + ((kind == .video ? videoFourCCs : audioFourCCs) ?? []).map(\.key)
        return keys.contains { $0 == "*" || FourCC($0) == fourCC }
    }

    /// One line a property: "capsEx 7: reconnect, multitrack, mod ex".
    public var lines: [String] {
        var lines: [String] = []
        if let list = fourCCList {
            lines.append("fourCcList \(list.isEmpty ? "empty" : list.map(\.escapedForTerminal).joined(separator: " "))")
        }
        for (name, map) in [("videoFourCcInfoMap", videoFourCCs), ("audioFourCcInfoMap", audioFourCCs)] {
            guard let map else { continue }
            lines.append("\(name) \(map.isEmpty ? "empty" : map.map(\.text).joined(separator: ", "))")
        }
        for (name, bits) in numbers { if let bits { lines.append("\(name) \(bits.text)") } }
        return lines
    }

    /// Everything that is known, in the names of the JSON contract.
    public var fields: [Field] {
        var fields: [Field] = []
        if let fourCCList { fields.append(Field("fourcc_list", .list(fourCCList.map { .text($0) }))) }
        if let videoFourCCs { fields.append(Field("video_fourcc_info_map", .list(videoFourCCs.map(\.fieldValue)))) }
        if let audioFourCCs { fields.append(Field("audio_fourcc_info_map", .list(audioFourCCs.map(\.fieldValue)))) }
        if let extended { fields.append(Field("caps_ex", extended.fieldValue)) }
        if let audioCodecs { fields.append(Field("audio_codecs", audioCodecs.fieldValue)) }
        if let videoCodecs { fields.append(Field("video_codecs", videoCodecs.fieldValue)) }
        if let videoFunction { fields.append(Field("video_function", videoFunction.fieldValue)) }
        return fields
    }

    private var numbers: [(String, CapabilityBits?)] {
        [
            ("capsEx", extended), ("audioCodecs", audioCodecs), ("videoCodecs", videoCodecs),
            ("videoFunction", videoFunction),
        ]
    }
}

// RTMP specification § 7.2.1.1 and E-RTMP v2, "Enhancing NetConnection connect Command".
extension ConnectCapabilities {
    private static let extendedBits: [(bit: UInt32, name: String)] = [
        (1, "reconnect"), (2, "multitrack"), (4, "mod ex"), (8, "timestamp nano offset"),
    ]

    private static let audioCodecBits: [(bit: UInt32, name: String)] = [
        (0x1, "raw"), (0x2, "adpcm"), (0x4, "mp3"), (0x8, "intel"), (0x10, "unused"), (0x20, "nellymoser 8 kHz"),
        (0x40, "nellymoser"), (0x80, "g711a"), (0x100, "g711u"), (0x200, "nellymoser 16 kHz"), (0x400, "aac"),
        (0x800, "speex"),
    ]

    private static let videoCodecBits: [(bit: UInt32, name: String)] = [
        (0x1, "unused"), (0x2, "jpeg"), (0x4, "sorenson"), (0x8, "screen"), (0x10, "vp6"), (0x20, "vp6a"),
        (0x40, "screen2"), (0x80, "h264"),
    ]

    private static let videoFunctionBits: [(bit: UInt32, name: String)] = [
        (1, "client seek"), (2, "hdr"), (4, "metadata packet"), (8, "large-scale tile"),
    ]
}

extension AMFValue {
    /// The elements of an array of any kind.
    fileprivate var elements: [AMFValue]? {
        switch self {
        case .array(let elements): elements
        case .mixedArray(let array): array.elements
        case .objectVector(_, let elements): elements
        // An ECMA array whose members are numbered is what some libraries make of a list.
        case .ecmaArray(let array): array.members.map(\.value)
        case .avmPlus(let value): value.elements
        default: nil
        }
    }
}
