import AMF
import Dissection
import Fields
import RTMP

/// The answer to connect on a chunk stream or message stream that belongs to a stream.
struct ConnectAnswerMisplaced: Rule {
    static let id = "connect-answer-misplaced"
    static let severity = Severity.warning
    static let title = "The answer to connect is not where commands of the connection go"
    static let interests: EventInterests = .command
    static let explanation = Explanation(
        meaning: """
            connect and its answer concern the whole connection: they go over message stream 0, and by the habit of all \
            servers over chunk stream 3. Here the answer came elsewhere.
            """,
        consequence: """
            Clients that take chunk stream 5 and above for those of streams, or look for the answer where they sent \
            the call, wait for ever: Larix did with SRS 7, found by laying two dumps side by side.
            """,
        specification: "RTMP 1.0 § 7.2.1: NetConnection commands; the chunk stream is free, the habit is not.",
        fix: "Answer on chunk stream 3 and message stream 0.",
        tolerance: "Look at the transaction id alone, on any chunk stream.",
        references: ["https://github.com/ossrs/srs/pull/4723", "https://github.com/ossrs/srs/pull/4683"])

    /// The first chunk stream that servers use for streams.
    private static let firstOfStreams = 5

    init() {}

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard event.direction == .serverToClient, let message = event.message, message.answer?.name == "connect" else {
            return
        }
        let header = message.message.header
        guard header.chunkStreamID >= Self.firstOfStreams || header.messageStreamID != 0 else { return }
        report(
            Finding(
                Self.self, at: event,
                "the answer to connect came on chunk stream \(header.chunkStreamID)"
                    + (header.messageStreamID == 0 ? "" : " and message stream \(header.messageStreamID)")
                    + ", not on 3 with message stream 0",
                data: [
                    Field("csid", .integer(header.chunkStreamID)),
                    Field("message_stream_id", .integer(Int(header.messageStreamID))),
                ]))
    }
}
