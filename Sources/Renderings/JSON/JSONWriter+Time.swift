import Packets

extension JSONWriter {
    /// RFC 3339 with nanoseconds, UTC; `null` where the year does not have four digits.
    mutating func time(_ time: Timestamp) {
        let fraction = second.turn(to: time)
        guard let text = second.text else { return null() }
        output.append(UInt8(ascii: "\""))
        output.append(text.date, length: 8)
        output.append(text.dayAndTime, length: 8)
        output.append(text.seconds, length: 3)
        self.fraction(fraction)
        output.append("Z\",")
    }

    /// Nanoseconds as seconds, all digits kept: a double would lose some.
    mutating func seconds(_ nanoseconds: Int64) {
        let (whole, fraction) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        if nanoseconds < 0 { output.append(UInt8(ascii: "-")) }
        if whole < 10 { digit(Int(whole)) } else { integer(Int(whole)) }
        output.removeLast()
        self.fraction(fraction)
        output.append(Self.comma)
    }
}
