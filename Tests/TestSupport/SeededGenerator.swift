/// Random numbers that a seed repeats (SplitMix64).
///
/// Its description is the seed it began with: a test gives it as the comment of its expectations, so that a failure
/// says how to see it again.
///
///     for seed in 1...100 {
///         var random = SeededGenerator(seed: UInt64(seed))
///         #expect(holds(for: random.bytes(40)), "\(random)")
///     }
public struct SeededGenerator: RandomNumberGenerator, CustomStringConvertible, Sendable {
    /// What it began with.
    public let seed: UInt64

    private var state: UInt64

    /// A generator at the beginning of what `seed` stands for.
    public init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// True that many times of a hundred.
    public mutating func chance(_ percent: Int) -> Bool { integer(0...99) < percent }

    /// A number of the range.
    public mutating func integer(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// One of the elements, of which there must be one.
    public mutating func one<Element>(of elements: [Element]) -> Element {
        elements[integer(0...(elements.count - 1))]
    }

    /// So many bytes.
    public mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            let word = next()
            for shift in stride(from: 0, to: 64, by: 8) where bytes.count < count {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return bytes
    }

    /// What a failing test prints: "seed 7".
    public var description: String { "seed \(seed)" }
}
