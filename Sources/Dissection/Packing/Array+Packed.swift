/// How numbers and words are written where a flow keeps them; `PackedReader` reads them.
extension [UInt8] {
    /// Seven bits a byte, the lowest first; the high bit says that more follow.
    mutating func append(varint value: UInt64) {
        var rest = value
        while rest > 0x7F {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest &>>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func append(bits value: UInt64) {
        for index in 0..<8 as Range<UInt64> { append(UInt8(truncatingIfNeeded: value &>> (8 * index))) }
    }

    /// The code of `Vocabulary`, or 0, the count and the bytes.
    mutating func append(word: some BidirectionalCollection<UInt8>) {
        if let code = Vocabulary.code(of: word) {
            append(code)
        } else {
            append(0)
            append(varint: UInt64(word.count))
            append(contentsOf: word)
        }
    }

    /// To the bit.
    mutating func append(number: Double) {
        if let integer = UInt64(exactly: number), Double(integer).bitPattern == number.bitPattern, integer < 1 << 53 {
            if integer < PackedNumber.varint {
                append(UInt8(integer))
            } else {
                append(PackedNumber.varint)
                append(varint: integer)
            }
        } else if let parts = UInt64(exactly: number * 1024), parts < 1 << 35,
            (Double(parts) / 1024).bitPattern == number.bitPattern
        {
            append(PackedNumber.parts)
            append(varint: parts)
        } else {
            append(PackedNumber.bits)
            append(bits: number.bitPattern)
        }
    }

    /// The same in a block that is as long as it is.
    var fitted: [UInt8] {
        guard !isEmpty else { return [] }
        var fitted: [UInt8] = []
        fitted.reserveCapacity(count)
        fitted += self
        return fitted
    }
}

/// The first byte of a number: the number itself below these.
enum PackedNumber {
    static let varint: UInt8 = 0xF0
    /// 1024ths: FFmpeg divides bit rates by 1024.
    static let parts: UInt8 = 0xF1
    static let bits: UInt8 = 0xF2
    /// What is greater is free for what is no number.
    static let last = bits
}
