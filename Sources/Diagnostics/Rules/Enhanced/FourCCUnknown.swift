import AMF
import Dissection
import Fields
import Media
import Packets
import RTMP

/// An enhanced header with a FourCC that nobody knows.
struct FourCCUnknown: Rule {
    static let id = "fourcc-unknown"
    static let severity = Severity.warning
    static let title = "An enhanced header has an unknown FourCC"
    static let interests: EventInterests = [.unusualMedia, .coverage]
    static let maximumReports = 2
    static let explanation = Explanation(
        meaning:
            "The first byte says that a FourCC follows, and what follows is none that is known. Where it is not even "
            + "text (an error) it is more likely that what is read is not the beginning of a message: chunk boundaries "
            + "were lost, most often over extended timestamps.",
        consequence: "\"invalid fourCC 4294899479\": receivers close the connection and blame the codec.",
        specification: "E-RTMP v2, ExVideoTagHeader and ExAudioTagHeader.",
        fix:
            "For text: use a FourCC of the specification. Otherwise look at the findings about chunks before this one.",
        tolerance: "Drop the message, not the connection.",
        references: [
            "https://github.com/bluenviron/mediamtx/issues/2393"
        ])

    private var coverage = CaptureCoverage()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        guard let direction = event.direction, let (kind, fourCCs) = event.fourCCs,
            let unknown = fourCCs.first(where: { Codec($0, kind: kind) == nil })
        else { return }
        // What the capture lost is told by others.
        guard unknown.isPrintable || coverage.isUndamaged(direction) else { return }
        let isExtended = event.message?.message.header.hasExtendedTimestamp ?? false
        report(
            Finding(
                Self.self, severity: unknown.isPrintable ? nil : .error, at: event,
                unknown.isPrintable
                    ? "the \(kind == .audio ? "audio" : "video") FourCC \(unknown.text) is not a known one"
                    : "the FourCC \(unknown.rawValue) is no text: lost chunk boundaries rather than a codec"
                        + (isExtended ? ", perhaps over the extended timestamp" : ""),
                data: [
                    Field("fourcc", .text(unknown.text)), Field("number", .integer(Int(unknown.rawValue))),
                    Field("extended_timestamp", .flag(isExtended)),
                ]))
    }
}
