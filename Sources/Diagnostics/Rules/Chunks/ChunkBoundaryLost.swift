import Dissection
import Fields
import Media
import RTMP

/// Bytes that are no chunks, with nothing missing from the capture.
struct ChunkBoundaryLost: Rule {
    static let id = "chunk-boundary-lost"
    static let severity = Severity.error
    static let title = "The bytes cannot be read as chunks from here on"
    static let interests: EventInterests = [.coverage, .messages]
    static let explanation = Explanation(
        meaning: """
            Where a chunk header must stand there is one that no sender means: an unknown type with an absurd length \
            or message stream. The finding names the byte, the packet, and the last message that was understood.
            """,
        consequence: """
            The real receiver is in the same place: it logs an unknown message type or an oversize message and \
            closes. The cause lies before this byte: a wrong length, extended timestamps left out, a chunk size that \
            one side did not apply, two writers on one socket.
            """,
        specification: "RTMP 1.0 § 5.3.1",
        fix: "Look at the last messages before it: their lengths, chunk sizes and timestamps beyond 0xFFFFFF.",
        tolerance: "There is none: close, and say in the log at which byte.",
        references: [
            "https://github.com/iizukanao/node-rtsp-rtmp-server/issues/128",
            "https://github.com/OvenMediaLabs/OvenMediaEngine/issues/92",
        ])

    private var coverage = CaptureCoverage()
    /// By `Direction`: the last message, and its index.
    private var last = ByDirection<(type: MessageTypeID, index: Int)?>(nil)

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        let direction = event.direction
        if case .message(let event) = event.body, let direction {
            last[Int(direction.rawValue)] = (event.message.header.type, event.message.index)
            return
        }
        let isWhole = direction.map { coverage.isWhole($0) } ?? false
        coverage.note(event)
        guard let direction else { return }
        guard case .lost(let loss) = event.body, isWhole else { return }
        var text: String
        switch loss.cause {
        case .implausibleHeader(let header):
            text =
                "at byte \(loss.offset) stands a header of type \(header.type.rawValue), length \(header.length), "
                + "message stream \(header.messageStreamID) on chunk stream \(header.chunkStreamID)"
        case .chunkStreamLimit(let limit):
            text = "at byte \(loss.offset) more than \(limit) chunk streams are in use"
        case .hole, .noPreviousHeader, .outdatedState, .midstream:
            // The capture's doing, or `chunk-stream-unopened`.
            return
        }
        if let last = last[Int(direction.rawValue)] {
            let name = last.type.name ?? "type \(last.type.rawValue)"
            text += "; the last message understood was #\(last.index), \(name.replacing("_", with: " "))"
        } else {
            text += "; no message came before it"
        }
        report(Finding(Self.self, at: event, text, data: [Field("offset", .integer(loss.offset))]))
    }

    mutating func observe(_ frame: OrdinaryFrame, at event: Event, report: (Finding) -> Void) {
        guard let direction = event.direction else { return }
        last[Int(direction.rawValue)] = (frame.kind == .audio ? .audio : .video, frame.index)
    }
}
