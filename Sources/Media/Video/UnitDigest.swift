/// A cheap hash of a NAL unit, by which a parameter set is known again: FNV-1a, 64 bits.
///
/// Zeros at the end do not count: where a stream was cut out of Annex B, some encoders leave those of the next start
/// code behind.
struct UnitDigest: Equatable, Sendable {
    private var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    private var zeros = 0

    /// The hash of the bytes so far.
    var value: UInt64 { hash }

    init() {}

    /// The digest of a whole unit.
    init(of bytes: [UInt8]) {
        for byte in bytes { feed(byte) }
    }

    mutating func feed(_ byte: UInt8) {
        if byte == 0 {
            zeros &+= 1
            return
        }
        while zeros > 0 {
            mix(0)
            zeros &-= 1
        }
        mix(byte)
    }

    private mutating func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
}
