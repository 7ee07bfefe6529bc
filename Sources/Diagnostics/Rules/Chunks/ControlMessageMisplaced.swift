import Dissection
import Fields
import RTMP

/// Protocol control elsewhere than on chunk stream 2, message stream 0.
struct ControlMessageMisplaced: Rule {
    static let id = "control-message-misplaced"
    static let severity = Severity.warning
    static let title = "A protocol control message is not on chunk stream 2 and message stream 0"
    static let interests: EventInterests = .control
    static let maximumReports = 2
    static let explanation = Explanation(
        meaning: """
            The messages of types 1 to 6 steer the connection and belong on chunk stream 2, message stream 0. This \
            one is elsewhere.
            """,
        consequence: """
            Most receivers look at the type only. Some dispatch by chunk stream or message stream and ignore the \
            message: a chunk size that is ignored costs the chunk boundary. It broke Larix with SRS 7.
            """,
        specification: "RTMP 1.0 § 5.4; § 7.1.7 for user control messages",
        fix: "Chunk stream 2, message stream 0, whatever stream the event is about: its id is in the payload.",
        tolerance: "Take types 1 to 6 wherever they come.",
        references: ["https://github.com/ossrs/srs/pull/4723", "https://github.com/ossrs/srs/pull/4683"])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message else { return }
        let header = message.header
        guard header.chunkStreamID != 2 || header.messageStreamID != 0 else { return }
        // Misplaced user control harms nobody that is known, nor does another chunk stream where the chunk size is not
        // at stake.
        let isHarmless =
            header.type == .userControl || (header.messageStreamID == 0 && header.type != .setChunkSize)
        report(
            Finding(
                Self.self, severity: isHarmless ? .note : .warning, at: event,
                "\(Self.name(of: header.type)) on chunk stream \(header.chunkStreamID), message stream "
                    + "\(header.messageStreamID) instead of 2 and 0",
                data: [
                    Field("csid", .integer(header.chunkStreamID)),
                    Field("message_stream_id", .integer(Int(header.messageStreamID))),
                ]))
    }

    private static func name(of type: MessageTypeID) -> String {
        (type.name ?? "type \(type.rawValue)").replacing("_", with: " ")
    }
}
