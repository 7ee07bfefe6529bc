import AMF
import Packets

/// A second of the calendar with its text, kept because the times that follow are mostly of the same one.
struct WrittenSecond {
    /// "2013-01-01T00:00:00" in words of which the lowest byte is the first; `nil` where the year does not have four
    /// digits.
    private(set) var text: (date: UInt64, dayAndTime: UInt64, seconds: UInt64)?
    /// Since 1970. No time is of the one that it begins with.
    private var number = Int64.min

    /// Turns to the second of a time.
    ///
    /// - Returns: The nanoseconds since the second began.
    @inline(__always)
    mutating func turn(to time: Timestamp) -> UInt64 {
        var (seconds, fraction) = time.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        if fraction < 0 {
            seconds -= 1
            fraction += 1_000_000_000
        }
        if seconds != number { turn(to: seconds) }
        return UInt64(fraction)
    }

    @inline(never)
    private mutating func turn(to seconds: Int64) {
        number = seconds
        text = UTCDate(milliseconds: Double(seconds) * 1000).map { date in
            let bytes = Array(date.iso8601.utf8)
            func word(_ range: Range<Int>) -> UInt64 { bytes[range].reversed().reduce(0) { $0 << 8 | UInt64($1) } }
            return (word(0..<8), word(8..<16), word(16..<19))
        }
    }
}
