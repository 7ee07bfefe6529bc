import Packets

extension JSONWriter {
    /// RFC 3339 with nanoseconds, UTC; `null` where the year does not have four digits.
    mutating func time(_ time: Timestamp) {
        let fraction = second.turn(to: time)
        guard !second.text.isEmpty else { return null() }
        output.append(UInt8(ascii: "\""))
        output.append(second.text)
        self.fraction(fraction)
        output.append("Z\",")
    }

    /// Nanoseconds as seconds, all digits kept: a double would lose some.
    mutating func seconds(_ nanoseconds: Int64) {
        let (whole, fraction) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        if nanoseconds < 0 { output.append(UInt8(ascii: "-")) }
        integer(Int(whole))
        output.removeLast()
        self.fraction(fraction)
        output.append(Self.comma)
    }
}
