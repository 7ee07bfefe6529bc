import Dissection
import Fields
import RTMP

/// A sender that cuts its chunks at another size than the one it announced.
struct ChunkSizeNotApplied: Rule {
    static let id = "chunk-size-not-applied"
    static let severity = Severity.error
    static let title = "The sender cuts its messages at another chunk size than it announced"
    static let interests: EventInterests = [.flow, .damage, .control]
    static let maximumReports = 2
    static let explanation = Explanation(
        meaning: """
            With the announced chunk size the bytes make no sense, with another one they do: chunk headers stand where \
            that size has them. The sender goes on with the old size after its Set Chunk Size, or uses a new one \
            without announcing it, or before it does.
            """,
        consequence: """
            The receiver takes headers for payload or payload for headers: an 0xC3 in the midst of a command, an \
            unknown message type, an absurd length. It closes, or hangs waiting for the rest of a message that never \
            comes. It begins with the first message that is longer than the smaller of the two sizes, so short \
            sessions look healthy.
            """,
        specification: "RTMP 1.0 § 5.4.1: 128 until Set Chunk Size, and then the announced size from the next chunk on",
        fix: """
            Change the size that the writer uses in the same place, and under the same lock, that writes Set Chunk \
            Size. Each direction has its own: what the peer announces is for reading only.
            """,
        tolerance: "There is none: the size cannot be guessed while the bytes come. Close, and log both sizes.",
        references: [
            "https://github.com/KallDrexx/rust-media-libs/issues/21",
            "https://github.com/Red5/red5-client/issues/48",
            "https://github.com/jgh-/VideoCore-Inactive/issues/203",
            "https://bitbucket.org/ausocean/av/issues/365",
        ])

    private struct Side {
        /// In force by what was announced, and before that.
        var announced = 128
        var isTold = false
        var change: Change?
        /// Where bytes were met that are no chunks, with nothing missing from the capture.
        @Seldom var loss: Int?
    }

    /// The last Set Chunk Size.
    private struct Change {
        var before: Int
        var packet: Int
    }

    private var coverage = CaptureCoverage()
    /// By `Direction`.
    private var sides = ByDirection(Side())

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let direction = event.direction else { return coverage.note(event) }
        let side = Int(direction.rawValue)
        switch event.body {
        case .message(let message):
            guard case .setChunkSize(let size) = message.message.body, let announced = size.chunkSize else { return }
            sides[side].change = Change(before: sides[side].announced, packet: event.lastPacket)
            sides[side].announced = announced
        case .lost(let loss):
            let isPeersDoing =
                switch loss.cause {
                case .implausibleHeader, .noPreviousHeader, .chunkStreamLimit: true
                case .hole, .outdatedState, .midstream: false
                }
            sides[side].loss = isPeersDoing && coverage.isWhole(direction) ? loss.offset : nil
            coverage.note(event)
        case .resynchronized(let found):
            judge(found, side, event, report)
        default:
            // A gap, or a message cut by one.
            if case .gap = event.body { sides[side].loss = nil }
            // What was cut at the loss is the same trouble, not the capture's.
            if case .cut = event.body { return }
            coverage.note(event)
        }
    }

    private mutating func judge(
        _ found: Resynchronization, _ index: Int, _ event: Event, _ report: (Finding) -> Void
    ) {
        let side = sides[index]
        guard let loss = side.loss, !side.isTold, found.chunkSizeIsInferred, found.chunkSize != side.announced,
            !found.possibleChunkSizes.contains(side.announced)
        else { return }
        sides[index].isTold = true
        let sender = event.direction?.sender ?? "sender"
        var text: String
        if let change = side.change {
            let act = found.chunkSize == change.before ? "goes on cutting at the old" : "cuts at"
            text = "the \(sender) announced chunks of \(side.announced) bytes in packet \(change.packet), but \(act) "
            text += "\(found.chunkSize)"
        } else {
            text = "the \(sender) cuts at \(found.chunkSize) bytes without having announced it"
        }
        text += ": from byte \(found.offset) on the headers fit that size, behind byte \(loss), where nothing fits"
        report(
            Finding(
                Self.self, at: event, text,
                data: [
                    Field("announced", .integer(side.announced)), Field("chunk_size", .integer(found.chunkSize)),
                    Field("lost_at", .integer(loss)),
                ]))
    }
}
