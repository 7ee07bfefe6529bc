import AMF
import Dissection
import Fields
import Media
import RTMP

/// CodedFramesX with a codec that has no composition time anyway.
struct CodedFramesXMisused: Rule {
    static let id = "coded-frames-x-misused"
    static let severity = Severity.warning
    static let title = "CodedFramesX is used with a codec that has no composition time"
    static let interests: EventInterests = .unusualMedia
    static let explanation = Explanation(
        meaning:
            "CodedFrames of AVC, HEVC and VVC begin with a composition time of three bytes; CodedFramesX says that "
            + "it is 0 and left out. Other codecs never have one, and only CodedFrames is defined for them.",
        consequence:
            "Receivers that follow the specification drop the frames, or read three bytes too many or too few.",
        specification: "E-RTMP v2, VideoPacketType: CodedFramesX is for avc1, hvc1 and vvc1.",
        fix: "Send CodedFrames, packet type 1.",
        tolerance: "Take CodedFramesX for CodedFrames with these codecs.",
        references: ["https://github.com/veovera/enhanced-rtmp/issues/9"])

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .video(let tag)? = event.message?.message.body, tag.packet == .codedFramesX else { return }
        let codecs = tag.codec.map { [$0] } ?? tag.tracks.compactMap(\.codec)
        guard let codec = codecs.first(where: { !$0.hasCompositionTime }) else { return }
        report(
            Finding(
                Self.self, at: event, "\(codec.name) frames come as CodedFramesX, packet type 3",
                data: [Field("codec", .text(codec.name))]))
    }
}
