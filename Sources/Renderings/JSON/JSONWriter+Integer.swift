extension JSONWriter {
    mutating func integer(_ value: Int) {
        if value < 0 { output.append(UInt8(ascii: "-")) }
        let number = UInt64(value.magnitude)
        guard number < 10_000_000 else {
            digits(number)
            return output.append(Self.comma)
        }
        // Seven digits and the comma are a word.
        let digits = DecimalDigits(number)
        let count = 8 &- digits.zeros
        let comma = UInt64(Self.comma) &<< UInt64(count &* 8)
        output.append(digits.text &>> UInt64(digits.zeros &* 8) | comma, length: count &+ 1)
    }

    /// A number below 10: every other one is, and this is put in where it is called.
    @inline(__always)
    mutating func digit(_ value: Int) {
        output.append(UInt64(truncatingIfNeeded: value) | 0x2c30, length: 2)
    }

    /// All digits, without zeros in front.
    @inline(never)
    private mutating func digits(_ number: UInt64) {
        let (front, back) = number.quotientAndRemainder(dividingBy: 100_000_000)
        let digits = DecimalDigits(back)
        if front == 0 {
            output.append(digits.text &>> UInt64(digits.zeros * 8), length: 8 - digits.zeros)
        } else {
            self.digits(front)
            output.append(digits.text, length: 8)
        }
    }

    /// A point and nine digits, for nanoseconds below a second.
    @inline(__always)
    mutating func fraction(_ nanoseconds: UInt64) {
        let (first, others) = nanoseconds.quotientAndRemainder(dividingBy: 100_000_000)
        output.append(first &<< 8 | 0x302e, length: 2)
        output.append(DecimalDigits(others).text, length: 8)
    }
}
