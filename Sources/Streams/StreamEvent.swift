import Packets
import Segments

/// What the assembler tells of a flow, in wire order. Each side's bytes come in order and exactly once.
public enum StreamEvent: Sendable {
    case opened(Opening)
    case bytes(Bytes)
    case gap(Gap)
    /// A side said that it will send no more (FIN), or broke off (RST).
    case ended(Side, Ending)
    /// Nothing more comes for this flow; its slot is free.
    indirect case closed(Closed)

    /// Who talks to whom, and how much is known of the beginning.
    public struct Opening: Sendable {
        /// Who opened the connection, or where that was not seen the sender of the first packet.
        public var initiator: Endpoint
        /// The other end.
        public var responder: Endpoint
        /// A SYN or SYN+ACK was seen: `initiator` is known to have opened the connection and offsets count from the
        /// first byte it ever sent. Otherwise offsets count from the first byte captured.
        public var sawSYN: Bool
        /// That of the first packet.
        public var encapsulation: Encapsulation
        /// Number and time of the first packet: an earlier one than the current where packets were kept back.
        public var packet: Int
        public var time: Timestamp

        /// An opening of these facts.
        public init(
            initiator: Endpoint, responder: Endpoint, sawSYN: Bool, encapsulation: Encapsulation, packet: Int,
            time: Timestamp
        ) {
            self.initiator = initiator
            self.responder = responder
            self.sawSYN = sawSYN
            self.encapsulation = encapsulation
            self.packet = packet
            self.time = time
        }
    }

    /// Bytes in their place.
    public struct Bytes: Sendable {
        /// Who sent them.
        public var side: Side
        /// Offset of the first byte in this side's stream.
        public var offset: Int
        /// The bytes, as a range of the span that the event was delivered with.
        public var range: Range<Int>
        /// Number of the packet that brought them: an earlier one than the current where they waited for a hole to be
        /// filled.
        public var packet: Int
        /// When the receiver had all bytes up to these: the time of their packet, or that of a later one that filled
        /// the hole before them. A hole that only the capture has delayed nothing.
        public var time: Timestamp

        /// Bytes of these facts.
        public init(side: Side, offset: Int, range: Range<Int>, packet: Int, time: Timestamp) {
            self.side = side
            self.offset = offset
            self.range = range
            self.packet = packet
            self.time = time
        }
    }

    /// Bytes that were sent but are not in the capture.
    public struct Gap: Sendable {
        /// Why they are missing.
        public enum Cause: UInt8, Sendable {
            /// The receiver acknowledged them, the capture does not have them; or newer bytes waited for them in vain
            /// for `StreamLimits.holeTime`.
            case notCaptured
            /// The packet was captured only in part.
            case snapLength
            /// More out-of-order bytes were waiting behind the hole than the limit allows.
            case limit
            /// The flow or the capture ended before they came.
            case end
        }

        /// Who sent them.
        public var side: Side
        /// Offset of the first missing byte in this side's stream.
        public var offset: Int
        /// How many are missing.
        public var length: Int
        /// Why they are missing.
        public var cause: Cause
        /// Number of the packet behind the hole; that of the packet cut where the snap length made the hole, and of
        /// the current packet where nothing is behind it.
        public var packet: Int
        /// The time of that packet.
        public var time: Timestamp

        /// A gap of these facts.
        public init(side: Side, offset: Int, length: Int, cause: Cause, packet: Int, time: Timestamp) {
            self.side = side
            self.offset = offset
            self.length = length
            self.cause = cause
            self.packet = packet
            self.time = time
        }
    }

    /// How a side ended.
    public enum Ending: UInt8, Sendable { case fin, reset }

    /// Why a flow is closed.
    /// How a flow ended, and what TCP had to tell of its two sides.
    public struct Closed: Sendable {
        public var reason: Closing
        public var initiator: SideFacts
        public var responder: SideFacts

        public init(_ reason: Closing, initiator: SideFacts = .init(), responder: SideFacts = .init()) {
            self.reason = reason
            self.initiator = initiator
            self.responder = responder
        }
    }

    /// Why nothing more comes.
    public enum Closing: UInt8, Sendable {
        /// Both sides sent FIN.
        case fin
        case reset
        /// Silent for longer than the limit.
        case idle
        /// A SYN began a new connection between the same endpoints.
        case reused
        /// Thrown out because too many flows were open at once.
        case evicted
        case captureEnd
    }
}
