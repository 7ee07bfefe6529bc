import AMF
import Dissection
import Fields
import Media
import Packets
import Packets
import RTMP
import Streams

/// A server that closed seconds after the first frames of a codec that not every server takes.
struct CodecRefused: Rule {
    static let id = "codec-refused"
    static let severity = Severity.warning
    static let title = "The server closed soon after the first frames of a newer codec"
    static let interests: EventInterests = [.command, .unusualMedia, .end, .coverage]
    static let explanation = Explanation(
        meaning:
            "The publish was accepted, frames of a codec of Enhanced RTMP (or under an unofficial number) came, and "
            + "within half a minute the server closed without a word. Probably it does not take the codec.",
        consequence:
            "The bit rate dies seconds after the start, and the encoder reconnects for ever: Twitch does so to "
            + "HEVC where the channel may not send it.",
        specification: "E-RTMP v2: a server lists the codecs that it takes in its answer to connect.",
        fix: "Send H.264 and AAC, or ask the service which codecs it takes.",
        tolerance: "Clients: after such a close try again with H.264. Servers: send an onStatus of level error first.",
        references: ["https://github.com/sorayuki/obs-multi-rtmp/issues/452"])

    /// Nanoseconds; what is sooner is told by `silent-rejection`.
    private static let window: ClosedRange<Int64> = 1_000_000_000...30_000_000_000
    private var coverage = CaptureCoverage()
    private var deferred = DeferredFindings()
    private var isPublishing = false
    /// When the first frame of a codec came that not every server takes.
    private var first: Timestamp?
    private var codec: Codec?

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        deferred.release(at: event, coverage, report)
        if let command = event.command {
            switch (command.name.string, event.direction) {
            case ("onStatus", .serverToClient):
                isPublishing = command.status?.code == "NetStream.Publish.Start"
            case ("FCUnpublish", .clientToServer), ("deleteStream", .clientToServer), ("closeStream", .clientToServer),
                ("close", _):
                isPublishing = false
            default:
                break
            }
        } else if event.direction == .clientToServer, first == nil {
            event.forEachSample { sample in
                guard let used = sample.codec, !["h264", "aac"].contains(used.name), used.fourCC != nil,
                    used.name != "mp3", sample.isCodedFrames, first == nil
                else { return }
                first = event.time
                codec = used
            }
        }
        guard case .sideEnded(let ending) = event.body else { return }
        defer { isPublishing = false }
        guard event.direction == .serverToClient, isPublishing, coverage.isWhole, let first, let codec else { return }
        let waited = event.time.since(first)
        guard Self.window.contains(waited) else { return }
        deferred.append(
            Finding(
                Self.self, at: event,
                "the server sent \(ending == .reset ? "RST" : "FIN") \(Measure.time(waited)) after the first "
                    + "\(codec.name) frame, without an error: does it take \(codec.name)?",
                data: [Field("codec", .text(codec.name)), Field("seconds", .number(Double(waited) / 1e9))]))
    }
}
