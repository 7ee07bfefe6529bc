import AMF
import Dissection
import Fields
import RTMP

/// FCPublish or releaseStream behind publish.
struct FCPublishLate: Rule {
    static let id = "fcpublish-after-publish"
    static let severity = Severity.warning
    static let title = "FCPublish or releaseStream came after publish"
    static let interests: EventInterests = .command
    static let explanation = Explanation(
        meaning: "FCPublish and releaseStream prepare a publish and stand before it. Here they follow the publish of "
            + "the same connection.",
        consequence: "SRS decides by the order what kind of client it has, and drops IP cameras that send them late; "
            + "releaseStream may end the stream that was just begun.",
        specification: "None: both commands are Adobe's and not in RTMP 1.0.",
        fix: "Send releaseStream and FCPublish before createStream, or leave them out.",
        tolerance: "Answer them at any time, and do nothing else.",
        references: [
            "https://github.com/ossrs/srs/pull/4588", "https://github.com/arut/nginx-rtmp-module/issues/422",
        ])

    private var publish: Int?
    private var isTold = false

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard event.direction == .clientToServer, let command = event.command, let index = event.message?.message.index
        else { return }
        switch command.name.string {
        case "publish":
            if publish == nil { publish = index }
        case "deleteStream", "closeStream", "FCUnpublish", "createStream":
            publish = nil
        case "FCPublish", "releaseStream":
            guard let publish, !isTold else { return }
            isTold = true
            report(
                Finding(
                    Self.self, at: event, "\(command.name.string) came after publish #\(publish)",
                    data: [Field("command", .text(command.name.string)), Field("publish_index", .integer(publish))]))
        default:
            break
        }
    }
}
