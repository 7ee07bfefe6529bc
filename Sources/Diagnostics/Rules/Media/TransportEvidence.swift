import AMF
import Dissection
import Fields
import Streams

/// What TCP has to say about a direction that stood still or was slow: the network, the receiver, or the sender.
struct TransportEvidence: Sendable {
    enum Suspect: String, Sendable {
        case network
        case receiver
        case sender
    }

    var suspect: Suspect
    var text: String
    var fields: [Field]

    /// - Parameter length: Nanoseconds of the stall.
    init(_ end: FlowEnd, _ direction: Direction, length: Int64) {
        let sender = end.directions[Int(direction.rawValue)].tcp
        let receiver = end.directions[Int(direction.opposite.rawValue)].tcp
        if receiver.zeroWindows > 0, receiver.longestZeroWindow * 4 > length {
            suspect = .receiver
            text =
                "the \(direction.receiver)'s window was closed \(Measure.count(receiver.zeroWindows, "time")), up to "
                + "\(Measure.time(receiver.longestZeroWindow)): the \(direction.receiver) did not read"
        } else if sender.retransmittedSegments > 0,
            sender.retransmittedSegments * 200 > sender.packets || sender.retransmittedSegments > 20
        {
            suspect = .network
            text =
                "TCP sent \(Measure.count(sender.retransmittedSegments, "segment")) of \(sender.packets) again: the "
                + "network lost them"
        } else {
            suspect = .sender
            text = "TCP shows neither loss nor a closed window: the \(direction.sender) sent nothing of its own accord"
        }
        fields = [
            Field("suspect", .text(suspect.rawValue)),
            Field("retransmitted_segments", .integer(sender.retransmittedSegments)),
            Field("zero_windows", .integer(receiver.zeroWindows)),
            Field("longest_zero_window_seconds", .number(Double(receiver.longestZeroWindow) / 1e9)),
        ]
    }
}
