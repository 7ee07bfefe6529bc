/// One TCP segment with what is needed to put it in its place; its payload is a range of the bytes it came with.
public struct Segment: Equatable, Sendable {
    /// TCP header byte 13, RFC 9293 § 3.1.
    public struct Flags: OptionSet, Hashable, Sendable {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let fin = Flags(rawValue: 0x01)
        public static let syn = Flags(rawValue: 0x02)
        public static let rst = Flags(rawValue: 0x04)
        public static let psh = Flags(rawValue: 0x08)
        public static let ack = Flags(rawValue: 0x10)
        public static let urg = Flags(rawValue: 0x20)
    }

    /// Whether the TCP checksum fits. Wrong ones are normal where the network card computes them, so a segment is
    /// never dropped for it.
    public enum Checksum: Sendable {
        case valid
        case invalid
        /// Not all of the segment was captured, or nobody asked.
        case unverified
    }

    public var source: Endpoint
    public var destination: Endpoint
    public var sequence: UInt32
    public var acknowledgement: UInt32
    public var flags: Flags
    /// As in the header, before scaling.
    public var window: UInt16
    /// The shift of RFC 7323, in a SYN that offers it.
    public var windowScale: UInt8?
    /// The captured payload, as a range of the bytes that the segment was delivered with.
    public var payload: Range<Int>
    /// Payload bytes on the wire: more than `payload.count` where the snap length cut the packet.
    public var payloadLength: Int
    public var checksum: Checksum
    /// IPv4 identification; tells a duplicated packet from a retransmission.
    public var identification: UInt16?
    public var encapsulation: Encapsulation

    public init(
        source: Endpoint, destination: Endpoint, sequence: UInt32, acknowledgement: UInt32 = 0, flags: Flags,
        window: UInt16 = 0, windowScale: UInt8? = nil, payload: Range<Int>, payloadLength: Int? = nil,
        checksum: Checksum = .unverified, identification: UInt16? = nil, encapsulation: Encapsulation = .init()
    ) {
        self.source = source
        self.destination = destination
        self.sequence = sequence
        self.acknowledgement = acknowledgement
        self.flags = flags
        self.window = window
        self.windowScale = windowScale
        self.payload = payload
        self.payloadLength = payloadLength ?? payload.count
        self.checksum = checksum
        self.identification = identification
        self.encapsulation = encapsulation
    }
}
