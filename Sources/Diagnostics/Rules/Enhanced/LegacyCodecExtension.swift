import AMF
import Dissection
import Fields
import Media
import RTMP

/// HEVC, AV1 or Opus under a number of the legacy header that no standard gave them.
struct LegacyCodecExtension: Rule {
    static let id = "legacy-codec-extension"
    static let severity = Severity.warning
    static let title = "A codec is sent under an unofficial number"
    static let interests: EventInterests = .unusualMedia
    static let explanation = Explanation(
        meaning:
            "HEVC as codec 12 (and AV1 as 13, Opus as sound format 13) is a custom of Chinese networks from before "
            + "Enhanced RTMP. The layout is that of AVC.",
        consequence: "Receivers that know only the FourCCs of Enhanced RTMP, such as OBS, FFmpeg 6.1 and mediamtx, do "
            + "not know the number, and the other way round.",
        specification: "None: Adobe FLV § E.4.3.1 ends at 7; E-RTMP v2 has hvc1, av01 and Opus.",
        fix: "Send the enhanced header with the FourCC.",
        tolerance: "Accept both.",
        references: ["https://github.com/ant-media/Ant-Media-Server/issues/6585"])

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        let number: UInt8
        let codec: Codec
        switch event.message?.message.body {
        case .video(let tag)?:
            guard !tag.isEnhanced, let id = tag.codecID, id == 12 || id == 13, let found = tag.codec else { return }
            (number, codec) = (id, found)
        case .audio(let tag)?:
            guard !tag.isEnhanced, tag.codecID == 13, let found = tag.codec else { return }
            (number, codec) = (13, found)
        default:
            return
        }
        report(
            Finding(
                Self.self, at: event,
                "\(codec.name) is sent as \(codec.kind == .video ? "codec" : "sound format") \(number)"
                    + (codec.fourCC.map { " instead of \($0.text)" } ?? ""),
                data: [Field("codec", .text(codec.name)), Field("codec_id", .integer(Int(number)))]))
    }
}
