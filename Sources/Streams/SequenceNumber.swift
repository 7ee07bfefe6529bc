/// A TCP sequence number. It wraps after 4 GiB, so only near numbers have an order (RFC 9293 § 3.4).
struct SequenceNumber: Equatable {
    var rawValue: UInt32

    init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// Bytes from `other` to this number, negative when this one is the older: always within 2 GiB.
    func distance(from other: SequenceNumber) -> Int { Int(Int32(bitPattern: rawValue &- other.rawValue)) }

    func advanced(by count: Int) -> SequenceNumber {
        SequenceNumber(rawValue &+ UInt32(truncatingIfNeeded: count))
    }
}
