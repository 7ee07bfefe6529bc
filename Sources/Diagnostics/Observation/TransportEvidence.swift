import Dissection
import Fields
import Packets
import Streams

/// What TCP has to say about a time in which a direction stood still or was slow: the network, the receiver, or the
/// sender.
struct TransportEvidence: Sendable {
    enum Suspect: String, Sendable {
        case network
        case receiver
        case sender
        /// The other side was not captured.
        case unknown
    }

    var suspect: Suspect
    var text: String
    var fields: [Field]

    /// About a silence of a direction, from `begin` to `end`.
    init(_ flow: FlowEnd, _ direction: Direction, from begin: Timestamp, to end: Timestamp) {
        let facts = Facts(flow, direction, begin, end)
        let length = max(end.since(begin), 1)
        if facts.receiver.packets == 0 {
            self.init(
                .unknown, "nothing of the \(direction.receiver) is in the capture, so TCP does not tell why", facts)
        } else if facts.closed > length / 4 {
            self.init(receiver: facts, direction, "in that time")
        } else if facts.again >= 2 || facts.again > 0 && facts.waited > 0 {
            // Bytes that wait for an acknowledgement and are not sent again were acknowledged unseen.
            var words: [String] = []
            if facts.again > 0 { words.append("\(Measure.count(facts.again, "segment")) had to be sent again") }
            if facts.waited > 0 {
                words.append(
                    "what the \(direction.sender) had sent went unacknowledged for \(Measure.time(facts.waited))")
            }
            self.init(.network, "in that time \(words.joined(separator: ", and ")): the network", facts)
        } else {
            self.init(
                .sender,
                "TCP was idle and healthy, nothing lost and no window closed: the \(direction.sender) sent nothing of "
                    + "its own accord", facts)
        }
    }

    /// About a whole flow that was slow.
    init(_ flow: FlowEnd, _ direction: Direction) {
        let facts = Facts(flow, direction, flow.first, flow.last)
        let again = facts.sender.retransmittedSegments
        if facts.closed * 4 > flow.last.since(flow.first) {
            self.init(receiver: facts, direction, "\(Measure.count(facts.receiver.zeroWindows, "time"))")
        } else if again > 0, again * 200 > facts.sender.packets || again > 20 {
            self.init(
                .network,
                "TCP sent \(Measure.count(again, "segment")) of \(facts.sender.packets) again: the network lost them",
                facts)
        } else {
            self.init(
                .sender,
                "TCP shows neither loss nor a closed window: the \(direction.sender) sent no faster", facts)
        }
    }

    private struct Facts {
        let sender: SideFacts
        let receiver: SideFacts
        /// Segments sent again in the time asked for, or come late.
        let again: Int
        /// Nanoseconds of it for which the receiver's window was closed, and for which acknowledgements did not come.
        let closed: Int64
        let waited: Int64

        init(_ flow: FlowEnd, _ direction: Direction, _ begin: Timestamp, _ end: Timestamp) {
            sender = flow.directions[Int(direction.rawValue)].tcp
            receiver = flow.directions[Int(direction.opposite.rawValue)].tcp
            again = sender.retransmissions.count(from: begin, to: end) &+ sender.reorderings.count(from: begin, to: end)
            closed = receiver.closedWindows.overlap(from: begin, to: end)
            waited = sender.acknowledgementWaits.overlap(from: begin, to: end)
        }
    }

    private init(receiver facts: Facts, _ direction: Direction, _ when: String) {
        self.init(
            .receiver,
            "the \(direction.receiver)'s window was closed \(when) for \(Measure.time(facts.closed)): the "
                + "\(direction.receiver) did not read", facts)
    }

    private init(_ suspect: Suspect, _ text: String, _ facts: Facts) {
        self.suspect = suspect
        self.text = text
        fields = [
            Field("suspect", .text(suspect.rawValue)), Field("segments_sent_again", .integer(facts.again)),
            Field("unacknowledged_seconds", .number(Double(facts.waited) / 1e9)),
            Field("closed_window_seconds", .number(Double(facts.closed) / 1e9)),
        ]
    }
}
