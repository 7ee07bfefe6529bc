import Segments

/// Recognises packets that a capture holds twice, as mirror ports and the "any" device make them.
///
/// A table of fixed size over all flows remembers recent packets by a 64-bit print; a print that was overwritten is
/// a duplicate missed, which then counts as a retransmission.
struct DuplicateFilter {
    private static let count = 4096
    private var prints = [UInt64](repeating: 0, count: count)

    /// Remembers a packet and tells whether it was remembered already.
    ///
    /// Only IPv4 packets with an identification can be told from retransmissions: RFC 6864 lets senders put 0
    /// where fragmentation is forbidden.
    mutating func sees(_ segment: Segment, serial: Int, sender: Int) -> Bool {
        guard let identification = segment.identification, identification != 0 else { return false }
        var print = UInt64(segment.sequence) << 32 | UInt64(segment.acknowledgement)
        print = (print ^ print >> 32) &* 0x9e37_79b9_7f4a_7c15
        print ^= UInt64(identification) << 48 | UInt64(segment.flags.rawValue) << 40
        print ^= UInt64(truncatingIfNeeded: segment.payloadLength) << 17 | UInt64(sender)
        print = (print ^ print >> 29) &* 0xbf58_476d_1ce4_e5b9
        print = (print ^ UInt64(truncatingIfNeeded: serial)) &* 0x94d0_49bb_1331_11eb
        print |= 1
        let index = Int(print >> 32) & (Self.count - 1)
        if prints[index] == print { return true }
        prints[index] = print
        return false
    }
}
