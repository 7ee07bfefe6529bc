import Dissection
import Fields
import RTMP

/// Abort messages.
struct MessageAborted: Rule {
    static let id = "message-aborted"
    static let severity = Severity.warning
    static let title = "An Abort message discards a message that was partly sent"
    static let interests: EventInterests = [.control, .damage, .end]
    static let explanation = Explanation(
        meaning: """
            Abort (type 2) tells the receiver to throw away what it has of the unfinished message of a chunk stream. \
            Servers send it to drop frames for a slow player.
            """,
        consequence: """
            Many receivers ignore it and take the next message's chunks for the rest of the aborted one. What was \
            aborted is lost; several in a row mean that the receiver or its network is too slow.
            """,
        specification: "RTMP 1.0 § 5.4.2",
        fix: "Where the receiver is not known to follow it, finish the message instead, and drop the ones behind it.",
        tolerance: "Discard the partial message; its timestamp still counts for later deltas.",
        references: ["https://github.com/membraneframework/membrane_rtmp_plugin/pull/118"])

    private struct Side {
        /// The Abort that came last, if it has cut nothing yet.
        @Seldom var pending: (place: Sighting, chunkStreamID: UInt32)?
    }

    private var sides = ByDirection(Side())

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        let index = event.direction.map { Int($0.rawValue) } ?? 0
        switch event.body {
        case .cut(let cut) where cut.cause == .aborted:
            let place = sides[index].pending?.place ?? Sighting(event)
            sides[index].pending = nil
            report(
                Finding(
                    Self.self, at: place,
                    "\(Measure.bytes(cut.received)) of a message of \(Measure.bytes(cut.header.length)) on chunk "
                        + "stream \(cut.header.chunkStreamID) are thrown away by an Abort that many receivers ignore",
                    data: [
                        Field("csid", .integer(cut.header.chunkStreamID)), Field("received", .integer(cut.received)),
                        Field("length", .integer(cut.header.length)),
                    ]))
        case .message(let message):
            if case .abort(let abort) = message.message.body {
                sides[index].pending = (Sighting(event), abort.chunkStreamID)
            } else if let abort = sides[index].pending {
                sides[index].pending = nil
                idle(abort.place, abort.chunkStreamID, report)
            }
        case .flowEnd:
            for case let abort? in sides.map(\.pending) { idle(abort.place, abort.chunkStreamID, report) }
        default: break
        }
    }

    /// An Abort of a chunk stream on which nothing was unfinished.
    private func idle(_ place: Sighting, _ id: UInt32, _ report: (Finding) -> Void) {
        report(
            Finding(
                Self.self, severity: .note, at: place,
                "Abort of chunk stream \(id), on which no message is unfinished",
                data: [Field("csid", .integer(Int(id)))]))
    }
}
