import AMF
import Dissection
import Fields
import RTMP

/// StreamIsRecorded behind Play.Start.
struct StreamIsRecordedLate: Rule {
    static let id = "stream-is-recorded-late"
    static let severity = Severity.note
    static let title = "StreamIsRecorded came after NetStream.Play.Start"
    static let interests: EventInterests = [.control, .command]
    static let explanation = Explanation(
        meaning: """
            A server says with the user control event StreamIsRecorded that what it plays is a recording, which can be \
            sought in. It stands before the onStatus of play; here it came behind it.
            """,
        consequence: """
            Players that decide at Play.Start whether to offer a time line take the recording for a live stream. \
            nginx-rtmp sends it so for all recordings, and most players have learnt to live with it.
            """,
        specification: "RTMP 1.0 § 7.2.2.1: StreamIsRecorded, StreamBegin, then onStatus.",
        fix: "Send StreamIsRecorded and StreamBegin before NetStream.Play.Reset and NetStream.Play.Start.",
        tolerance: "Take it whenever it comes.",
        references: ["https://github.com/arut/nginx-rtmp-module/issues/422"])

    private var start = FewTable<UInt32, Int>()
    private static let maximum = 64

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message else { return }
        if event.direction == .clientToServer {
            // A new play, or a seek, begins anew.
            if ["play", "play2", "seek"].contains(event.command?.name.string) { start.removeAll() }
            return
        }
        if event.command?.status?.code == "NetStream.Play.Start" {
            start.update(message.header.messageStreamID, message.index, maximum: Self.maximum) { $0 = message.index }
        }
        guard case .userControl(let control) = message.body, control.event == .streamIsRecorded,
            case .stream(let id) = control.argument, let index = start[id]
        else { return }
        report(
            Finding(
                Self.self, at: event, "StreamIsRecorded for stream \(id) came after Play.Start, message \(index)",
                data: [Field("message_stream_id", .integer(Int(id))), Field("start_index", .integer(index))]))
    }
}
