import AMF
import Packets

/// A second of the calendar with its text, kept because the times that follow are mostly of the same one.
struct WrittenSecond {
    /// "2013-01-01T00:00:00"; nothing where the year does not have four digits.
    private(set) var text: [UInt8] = []
    /// Since 1970. No time is of the one that it begins with.
    private var number = Int64.min

    /// Turns to the second of a time.
    ///
    /// - Returns: The nanoseconds since the second began.
    mutating func turn(to time: Timestamp) -> UInt64 {
        var (seconds, fraction) = time.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        if fraction < 0 {
            seconds -= 1
            fraction += 1_000_000_000
        }
        if seconds != number {
            number = seconds
            // The date is whole seconds, so its text ends in "Z" without a fraction.
            text = UTCDate(milliseconds: Double(seconds) * 1000).map { Array($0.iso8601.utf8.dropLast()) } ?? []
        }
        return UInt64(fraction)
    }
}
