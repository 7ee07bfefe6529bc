import AMF
import Dissection
import Fields
import RTMP

/// publish again on a stream that is being published.
struct PublishRepeated: Rule {
    static let id = "publish-repeated"
    static let severity = Severity.warning
    static let title = "publish was sent again for a stream that is already published"
    static let interests: EventInterests = .command
    static let explanation = Explanation(
        meaning: "A second publish came on the same message stream, with no deleteStream, closeStream, FCUnpublish or "
            + "refusal between the two.",
        consequence: "SRS and nginx-rtmp drop the connection or take it for another publisher of the same name and "
            + "refuse it with BadName. Some IP cameras do it.",
        specification: "RTMP 1.0 § 7.2.2.6 knows one publish for a stream; not said otherwise.",
        fix: "Send publish once; to change the name, close the stream first.",
        tolerance: "Ignore a second publish of the same name on the same message stream.",
        references: [
            "https://github.com/ossrs/srs/pull/4588", "https://github.com/arut/nginx-rtmp-module/issues/422",
        ])

    private static let maximum = 256
    /// Message index of the publish that holds, by message stream.
    private var published = FewTable<UInt32, Int>()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let command = event.command, let message = event.message?.message else { return }
        let stream = message.header.messageStreamID
        switch (command.name.string, event.direction) {
        case ("publish", .clientToServer):
            if let first = published[stream] {
                report(
                    Finding(
                        Self.self, at: event, "publish on stream \(stream) again, after publish #\(first)",
                        data: [
                            Field("message_stream_id", .integer(Int(stream))), Field("first_index", .integer(first)),
                        ]))
            } else {
                published.update(stream, message.index, maximum: Self.maximum) { $0 = message.index }
            }
        // The stream may stand in the argument or in the header: peers do both.
        case ("deleteStream", .clientToServer), ("closeStream", .clientToServer), ("FCUnpublish", .clientToServer),
            ("releaseStream", .clientToServer), ("close", _), ("createStream", .clientToServer):
            published.removeAll()
        case ("onStatus", .serverToClient):
            if command.status?.level == "error" || command.status?.code == "NetStream.Unpublish.Success" {
                published.removeAll()
            }
        default:
            break
        }
    }
}
