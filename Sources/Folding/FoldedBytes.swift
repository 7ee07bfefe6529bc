/// Writes a piece of memory shortly, as what tells it from another piece that it mostly equals: a value that little has
/// happened to, beside one that nothing has happened to.
///
/// Words of 8 bytes by eights: a byte says which of the eight differ; then, for each that does, a byte says which of its
/// bytes differ, and these follow, as the exclusive or of both.
enum FoldedBytes {
    /// Bytes of a word, and words of a group.
    private static let word = 8

    /// Bytes that hold `byteCount` at the most, folded.
    static func maximum(of byteCount: Int) -> Int { byteCount / word * (word + 1) + byteCount / (word * word) + 2 }

    /// Folds `byteCount` bytes, a multiple of 8, into `folded`, which has room for the maximum of them.
    /// - Returns: Bytes written.
    static func fold(
        _ bytes: UnsafeRawPointer, against blank: UnsafeRawPointer, _ byteCount: Int, into folded: UnsafeMutableRawPointer
    ) -> Int {
        var end = folded
        var group = 0
        while group < byteCount {
            let place = end
            end += 1
            var which: UInt8 = 0
            if !isEqual(bytes + group, blank + group, byteCount - group) {
                for index in 0..<min(word, (byteCount - group) / word) {
                    let offset = group + index * word
                    let difference =
                        bytes.load(fromByteOffset: offset, as: UInt64.self)
                        ^ blank.load(fromByteOffset: offset, as: UInt64.self)
                    if difference == 0 { continue }
                    which |= 1 << UInt8(index)
                    end = write(difference, to: end)
                }
            }
            place.storeBytes(of: which, as: UInt8.self)
            group += word * word
        }
        return end - folded
    }

    /// Whether the group at `a` is that at `b`; most are, and compared at once.
    @inline(__always)
    private static func isEqual(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ remaining: Int) -> Bool {
        remaining >= word * word
            && a.loadUnaligned(as: SIMD8<UInt64>.self) == b.loadUnaligned(as: SIMD8<UInt64>.self)
    }

    /// Changes what lies at `bytes`, which is as `blank` was, to what was folded.
    static func unfold(_ folded: UnsafeRawPointer, into bytes: UnsafeMutableRawPointer, _ byteCount: Int) {
        var source = folded
        var group = 0
        while group < byteCount {
            var which = source.load(as: UInt8.self)
            source += 1
            while which != 0 {
                let place = bytes + group + which.trailingZeroBitCount * word
                which &= which &- 1
                place.storeBytes(of: place.load(as: UInt64.self) ^ read(&source), as: UInt64.self)
            }
            group += word * word
        }
    }

    @inline(__always)
    private static func write(_ difference: UInt64, to place: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        var end = place + 1
        var which: UInt8 = 0
        var rest = difference
        var bit: UInt8 = 1
        while rest != 0 {
            let byte = UInt8(truncatingIfNeeded: rest)
            // Written in any case, and kept where it is not 0.
            end.storeBytes(of: byte, as: UInt8.self)
            if byte != 0 {
                which |= bit
                end += 1
            }
            bit &<<= 1
            rest &>>= 8
        }
        place.storeBytes(of: which, as: UInt8.self)
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
