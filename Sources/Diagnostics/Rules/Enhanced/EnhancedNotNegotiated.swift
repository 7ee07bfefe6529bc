import AMF
import Dissection
import Fields
import Media
import RTMP

/// A codec of Enhanced RTMP that the receiver did not announce.
struct EnhancedNotNegotiated: Rule {
    static let id = "enhanced-not-negotiated"
    static let severity = Severity.note
    static let title = "A codec of Enhanced RTMP is sent to a side that did not announce it"
    static let interests: EventInterests = [.command, .unusualMedia, .coverage]
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning:
            "Enhanced RTMP has clients list their FourCCs in connect, and servers in the answer. Here a message with "
            + "such a header is sent to a side that listed nothing (a note: most encoders and servers do so), or that "
            + "listed others (a warning).",
        consequence: "A receiver that does not know the header takes its first byte for a legacy codec: it drops the "
            + "message, shows black, or closes the connection.",
        specification: "E-RTMP v2, Enhancing NetConnection connect Command: fourCcList, videoFourCcInfoMap, "
            + "audioFourCcInfoMap.",
        fix: "Encoders: list the codecs in connect, and do not send what the server's list lacks. Servers: answer with "
            + "a list.",
        tolerance: "Servers: forward what you do not know, to players that announced it.",
        references: [
            "https://github.com/veovera/enhanced-rtmp/issues/11", "https://github.com/moq-dev/moq/issues/2007",
        ])

    private struct Seen: Hashable {
        var direction: Direction
        var fourCC: FourCC
    }

    private static let maximum = 32
    private var coverage = CaptureCoverage()
    private var offer = EnhancedOffer()
    private var seen: Set<Seen> = []

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        offer.note(event)
        guard let direction = event.direction, let (kind, fourCCs) = event.fourCCs, coverage.isWhole,
            let receiver = offer.receiver(direction)
        else { return }
        for fourCC in fourCCs where Codec(fourCC, kind: kind) != nil {
            guard seen.count < Self.maximum, seen.insert(Seen(direction: direction, fourCC: fourCC)).inserted,
                !receiver.announces(fourCC, kind: kind)
            else { continue }
            let why =
                receiver.listsCodecs
                ? "the \(direction.receiver) announced others (\(receiver.lines.first ?? ""))"
                : "the \(direction.receiver) announced no codecs"
            report(
                Finding(
                    Self.self, severity: receiver.listsCodecs ? .warning : nil, at: event,
                    "the \(direction.sender) sends \(fourCC.text), but \(why)",
                    data: [Field("fourcc", .text(fourCC.text)), Field("announced_any", .flag(receiver.listsCodecs))]))
        }
    }
}
