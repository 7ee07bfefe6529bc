import Packets
import Streams

/// What is known of a flow when nothing more comes.
public struct FlowEnd: Sendable {
    public var opening: FlowOpening
    public var reason: StreamEvent.Closing
    /// The side whose FIN or RST came first.
    public var closedBy: Direction?
    /// How that side ended.
    public var firstEnding: StreamEvent.Ending?
    public var first: Timestamp
    public var last: Timestamp
    /// By `Direction`.
    public var directions: [DirectionTotals]
    public var packets: Int { directions.reduce(0) { $0 + $1.tcp.packets } }
    public var app: String?
    public var tcURL: TcURL?
    public var clientSoftware: String?
    public var serverSoftware: String?
    public var streams: [StreamSummary]
    /// Calls that wanted an answer and got none.
    public var unanswered: [UnansweredCall]
    /// Calls of which there were too many to remember them until they were answered.
    public var forgottenCalls = 0
    /// Statuses of level error, and `_error`s, in their order.
    public var failures: [String]
    /// The last command or status that each side sent, by `Direction`.
    public var lastWords: [String?]

    /// The direction whose packets are not in the capture, though its sender said something.
    public var absentDirection: Direction? {
        [Direction.clientToServer, .serverToClient].first { direction in
            let (absent, present) = (directions[Int(direction.rawValue)], directions[1 - Int(direction.rawValue)])
            guard present.bytes > 0, absent.bytes == 0 else { return false }
            // It was there and sent no data: then it said nothing, unless the peer acknowledged something.
            return absent.tcp.packets == 0 || absent.tcp.acknowledged > 0
        }
    }

    public struct UnansweredCall: Sendable {
        public var direction: Direction
        public var name: String
        public var index: Int
        public var time: Timestamp
    }
}
