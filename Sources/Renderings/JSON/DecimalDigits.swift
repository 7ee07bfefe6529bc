/// The last eight decimal digits of a number, as text in a word: the first digit is the lowest byte.
///
/// All of them are found at once, in parts of the word that halve at each step: thousands, hundreds, tens.
struct DecimalDigits {
    /// Eight bytes of text, with zeros in front.
    let text: UInt64
    /// How many of them are zeros in front; the last digit counts as one even if it is zero.
    let zeros: Int

    /// The digits of a number below 100 000 000.
    @inline(__always)
    init(_ number: UInt64) {
        // A division by multiplication is exact up to the bound of each part.
        let thousands = number / 10_000
        var parts = thousands | (number &- thousands &* 10_000) &<< 32
        let hundreds = (parts &* 5243) &>> 19 & 0x0000_007f_0000_007f
        parts = hundreds | (parts &- hundreds &* 100) &<< 16
        let tens = (parts &* 103) &>> 10 & 0x000f_000f_000f_000f
        parts = tens | (parts &- tens &* 10) &<< 8
        zeros = min(parts.trailingZeroBitCount &>> 3, 7)
        text = parts | 0x3030_3030_3030_3030
    }
}
