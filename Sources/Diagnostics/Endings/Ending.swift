import Dissection
import Packets
import Streams

/// Why a flow ended: the probable reason, how sure that is, and what speaks for it.
public struct Ending: Sendable {
    /// A point of the flow: when, and in which packet of the capture.
    public struct Stamp: Equatable, Sendable {
        /// By the capture's clock.
        public var time: Timestamp
        /// Nanoseconds since the flow's first packet.
        public var elapsed: Int64
        /// Number of the packet in the capture.
        public var packet: Int

        init(_ event: Event) {
            time = event.time
            elapsed = event.elapsed
            packet = event.lastPacket
        }

        init(time: Timestamp, elapsed: Int64, packet: Int) {
            self.time = time
            self.elapsed = elapsed
            self.packet = packet
        }
    }

    /// A side's FIN or RST.
    public struct Closing: Sendable {
        /// FIN or RST.
        public var how: StreamEvent.Ending
        /// Where it stands.
        public var at: Stamp
    }

    /// One side as it was when the flow ended.
    public struct Side: Sendable {
        /// The last command, data handler or user control event that it sent.
        public var lastWords: String?
        /// Where that stands.
        public var lastWordsAt: Stamp?
        /// Nanoseconds since the flow's first packet at which its last audio or video came.
        public var lastMedia: Int64?
        /// Its FIN or RST, where it sent one.
        public var closing: Closing?
        /// Nanoseconds from its last payload to the first FIN or RST, or to the flow's end; `nil` where it sent none.
        public var silence: Int64?
        /// Bytes of its stream that TCP never acknowledged; `nil` where the other side was not captured.
        public var unacknowledged: Int?
        /// Nanoseconds for which TCP had waited for that at the end; waits of less than half a second are 0.
        public var unacknowledgedFor: Int64 = 0
        /// Bytes that the other side's last RTMP Acknowledgement counted.
        public var acknowledgedByRTMP: UInt32?
    }

    /// The probable reason.
    public var reason: EndingReason
    /// How sure it is.
    public var confidence: Confidence
    /// One sentence without a full stop: the reason, and what speaks for it. What it quotes from the capture is escaped
    /// by renderers.
    public var text: String
    /// Whose FIN or RST came first; `nil` where neither sent one.
    public var closedBy: Direction?
    /// By `Direction`.
    public var sides: [Side]
    /// Names of the calls that got no answer.
    public var unanswered: [String]
}
