import Packets

/// How an interface of a pcapng file counts time: options if_tsresol and if_tsoffset.
struct PcapngClock: Equatable {
    private enum Unit: Equatable {
        /// Ticks times this are nanoseconds.
        case times(UInt64)
        /// Ticks divided by this are nanoseconds; 0 stands for more than any 64-bit count.
        case dividedBy(UInt64)
        /// Ticks are seconds divided by two to this power.
        case binary(UInt8)
    }

    private var unit: Unit
    /// Seconds to add.
    var offset: Int64 = 0

    /// Microseconds, where a file does not say.
    init() { unit = .times(1000) }

    /// - Parameter resolution: if_tsresol: the negative power of 10, or with the highest bit set of 2.
    init(resolution: UInt8) {
        let exponent = resolution & 0x7f
        if resolution & 0x80 != 0 {
            unit = .binary(exponent)
        } else if exponent <= 9 {
            unit = .times(Self.powerOfTen(9 - exponent))
        } else {
            // 10^20 is more than 64 bits hold.
            unit = .dividedBy(exponent - 9 > 19 ? 0 : Self.powerOfTen(exponent - 9))
        }
    }

    private static func powerOfTen(_ exponent: UInt8) -> UInt64 {
        var power: UInt64 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    func time(ticks: UInt64) -> Timestamp {
        // No product here reaches 2^94, so 128 bits hold them all.
        let nanoseconds: UInt128 =
            switch unit {
            case .times(let factor): UInt128(ticks) * UInt128(factor)
            case .dividedBy(let divisor): divisor == 0 ? 0 : UInt128(ticks / divisor)
            case .binary(let exponent): (UInt128(ticks) * 1_000_000_000) >> UInt128(exponent)
            }
        let sum = Int128(nanoseconds) + Int128(offset) * 1_000_000_000
        return Timestamp(nanoseconds: Int64(clamping: sum))
    }
}
