/// Writes a piece of memory shortly, as what tells it from another piece that it mostly equals.
///
/// Words of 8 bytes by eights: a byte says which of the eight differ; then, for each that does, a byte says which of its
/// bytes differ, and these follow, as the exclusive or of both. Sizes are multiples of 8.
enum FoldedBytes {
    /// Bytes of a word, and words of a group.
    private static let word = 8
    private static let group = word * word

    /// Bytes that hold `byteCount` at the most, folded.
    static func maximum(of byteCount: Int) -> Int { byteCount / word * (word + 1) + byteCount / group + 2 }

    /// Bytes that `fold` writes.
    static func count(_ bytes: UnsafeRawPointer, against other: UnsafeRawPointer, _ byteCount: Int) -> Int {
        var count = 0
        var offset = 0
        while offset < byteCount {
            count &+= 1
            forEachDifference(bytes, other, offset, byteCount) { _, difference in
                count &+= 1 &+ differing(difference).nonzeroBitCount
            }
            offset &+= group
        }
        return count
    }

    /// Folds `byteCount` bytes into `folded`, which has room for them.
    static func fold(
        _ bytes: UnsafeRawPointer, against other: UnsafeRawPointer, _ byteCount: Int,
        into folded: UnsafeMutableRawPointer
    ) {
        var end = folded
        var offset = 0
        while offset < byteCount {
            let place = end
            end += 1
            var which: UInt8 = 0
            forEachDifference(bytes, other, offset, byteCount) { index, difference in
                which |= 1 &<< UInt8(truncatingIfNeeded: index)
                end = write(difference, to: end)
            }
            place.storeBytes(of: which, as: UInt8.self)
            offset &+= group
        }
    }

    /// Changes what lies at `bytes`, which is as `other` was, to what was folded.
    static func unfold(_ folded: UnsafeRawPointer, into bytes: UnsafeMutableRawPointer, _ byteCount: Int) {
        var source = folded
        var offset = 0
        while offset < byteCount {
            var which = source.load(as: UInt8.self)
            source += 1
            while which != 0 {
                let place = bytes + offset + which.trailingZeroBitCount * word
                which &= which &- 1
                place.storeBytes(of: place.load(as: UInt64.self) ^ read(&source), as: UInt64.self)
            }
            offset &+= group
        }
    }

    /// Calls `body` with each word of the group at `offset` that differs, and its place in the group.
    @inline(__always)
    private static func forEachDifference(
        _ bytes: UnsafeRawPointer, _ other: UnsafeRawPointer, _ offset: Int, _ byteCount: Int,
        _ body: (Int, UInt64) -> Void
    ) {
        let rest = byteCount - offset
        // Most groups are equal, and compared at once.
        if rest >= group,
            (bytes + offset).loadUnaligned(as: SIMD8<UInt64>.self)
                == (other + offset).loadUnaligned(as: SIMD8<UInt64>.self)
        {
            return
        }
        for index in 0..<min(word, rest / word) {
            let place = offset + index * word
            let difference =
                bytes.load(fromByteOffset: place, as: UInt64.self) ^ other.load(fromByteOffset: place, as: UInt64.self)
            if difference != 0 { body(index, difference) }
        }
    }

    /// The lowest bit of each byte that is not 0.
    @inline(__always)
    private static func differing(_ difference: UInt64) -> UInt64 {
        let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
        return ((difference & low) &+ low | difference) &>> 7 & 0x0101_0101_0101_0101
    }

    @inline(__always)
    private static func write(_ difference: UInt64, to place: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        var bytes = differing(difference)
        // The eight bits, each from the lowest of its byte, side by side.
        place.storeBytes(of: UInt8(truncatingIfNeeded: (bytes &* 0x0102_0408_1020_4080) &>> 56), as: UInt8.self)
        var end = place + 1
        while bytes != 0 {
            end.storeBytes(
                of: UInt8(truncatingIfNeeded: difference &>> UInt64(truncatingIfNeeded: bytes.trailingZeroBitCount)),
                as: UInt8.self)
            end += 1
            bytes &= bytes &- 1
        }
        return end
    }

    @inline(__always)
    private static func read(_ source: inout UnsafeRawPointer) -> UInt64 {
        var which = source.load(as: UInt8.self)
        source += 1
        var difference: UInt64 = 0
        while which != 0 {
            difference |= UInt64(source.load(as: UInt8.self)) &<< UInt64(which.trailingZeroBitCount &* 8)
            source += 1
            which &= which &- 1
        }
        return difference
    }
}
