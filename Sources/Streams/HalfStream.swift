import Packets
import Segments

/// One sender's half of a flow: what every packet needs. What only an eventful half needs is its `Irregularities`,
/// so that a half-open flow stays small.
struct HalfStream {
    enum Anchor: UInt8 {
        /// No sequence number of this sender is known.
        case unknown
        /// Offsets count from the first number seen; bytes before it may still come.
        case provisional
        /// Offset 0 is the stream's first byte, or the first byte delivered.
        case exact
    }

    /// What is so or not, above the two bits of the anchor.
    private enum Flag {
        static let anchor: UInt8 = 3
        static let sawSYN: UInt8 = 1 << 2
        static let beginsAtBase: UInt8 = 1 << 3
        static let ended: UInt8 = 1 << 4
        static let windowIsZero: UInt8 = 1 << 5
    }

    /// Sequence number of offset 0.
    var base = SequenceNumber(0)
    private var flags: UInt8 = 0
    private var shift = HalfStream.noShift
    /// As last advertised, before scaling.
    var window: UInt16 = 0
    /// Index of the half's `Irregularities`, negative while there are none.
    var irregularities: Int32 = -1
    var invalidChecksums: UInt32 = 0
    /// Offset of the next byte to deliver.
    var next = 0
    /// Offset up to which the other side has acknowledged; `Int.min` while it has not.
    var acknowledged = Int.min
    /// Offset behind the last byte, where the FIN told it.
    var finOffset = Int.max
    var packets = 0
    var payloadBytes = 0
    /// Since when bytes wait for an acknowledgement, without progress; `notWaiting` while none do.
    var waitingSince = HalfStream.notWaiting
    var firstTime = Timestamp(nanoseconds: 0)
    var lastTime = Timestamp(nanoseconds: 0)

    static let notWaiting = Timestamp(nanoseconds: .min)
    private static let noShift: UInt8 = .max
    /// RFC 7323 § 2.3: larger ones count as this.
    private static let largestShift: UInt8 = 14

    var anchor: Anchor {
        get { Anchor(rawValue: flags & Flag.anchor) ?? .unknown }
        set { flags = flags & ~Flag.anchor | newValue.rawValue }
    }
    private subscript(flag: UInt8) -> Bool {
        get { flags & flag != 0 }
        set { flags = newValue ? flags | flag : flags & ~flag }
    }
    /// `base` is the number behind a SYN.
    var sawSYN: Bool {
        get { self[Flag.sawSYN] }
        set { self[Flag.sawSYN] = newValue }
    }
    /// A provisional `base` is no guess: offset 0 was sent, though something before it may have been as well.
    var beginsAtBase: Bool {
        get { self[Flag.beginsAtBase] }
        set { self[Flag.beginsAtBase] = newValue }
    }
    /// The FIN's place was reached.
    var hasEnded: Bool {
        get { self[Flag.ended] }
        set { self[Flag.ended] = newValue }
    }
    var windowIsZero: Bool {
        get { self[Flag.windowIsZero] }
        set { self[Flag.windowIsZero] = newValue }
    }
    /// The shift that this sender's SYN offered.
    var windowScale: UInt8? {
        get { shift == Self.noShift ? nil : shift }
        set { shift = newValue.map { min($0, Self.largestShift) } ?? Self.noShift }
    }

    /// The offset of a sequence number: of its 2^32 places in the stream the one nearest to `next`.
    func offset(of sequence: SequenceNumber) -> Int {
        next + sequence.distance(from: base.advanced(by: next))
    }

    /// Up to where it is certain that bytes were sent.
    var provenEnd: Int { min(acknowledged, finOffset) }

    /// What is noted of every packet.
    mutating func note(_ segment: Segment, length: Int, at time: Timestamp) {
        if packets == 0 { firstTime = time }
        packets &+= 1
        payloadBytes &+= length
        if length > 0, waitingSince == Self.notWaiting { waitingSince = time }
        lastTime = time
        window = segment.window
        if segment.checksum == .invalid { invalidChecksums &+= 1 }
    }

    /// The bytes beyond an acknowledgement that this receiver is ready for. Without both SYNs the scale is not known
    /// and the largest one is taken.
    func receiveWindow(from sender: HalfStream) -> Int {
        guard sawSYN, sender.sawSYN else { return Int(window) << Int(Self.largestShift) }
        guard let windowScale, sender.windowScale != nil else { return Int(window) }
        return Int(window) << Int(windowScale)
    }
}
