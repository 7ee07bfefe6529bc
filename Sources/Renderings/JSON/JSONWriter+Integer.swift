extension JSONWriter {
    mutating func integer(_ value: Int) {
        if value < 0 { output.append(UInt8(ascii: "-")) }
        let magnitude = UInt64(value.magnitude)
        if magnitude < 10 {
            output.append(magnitude | 0x2c30, length: 2)
        } else {
            digits(magnitude)
            output.append(Self.comma)
        }
    }

    /// All digits, without zeros in front.
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
    mutating func fraction(_ nanoseconds: UInt64) {
        let (first, others) = nanoseconds.quotientAndRemainder(dividingBy: 100_000_000)
        output.append(first &<< 8 | 0x302e, length: 2)
        output.append(DecimalDigits(others).text, length: 8)
    }
}
