import AMF
import Packets

extension JSONWriter {
    /// RFC 3339 with nanoseconds, UTC; `null` where the year does not have four digits.
    mutating func time(_ time: Timestamp) {
        let perSecond: Int64 = 1_000_000_000
        let fraction = (time.nanoseconds % perSecond + perSecond) % perSecond
        let seconds = (time.nanoseconds - fraction) / perSecond
        guard let date = UTCDate(milliseconds: Double(seconds) * 1000) else { return null() }
        let digits = String(fraction)
        let zeros = String(repeating: "0", count: 9 - digits.count)
        // The date is whole seconds, so its text ends in "Z" without a fraction.
        string("\(date.iso8601.dropLast()).\(zeros)\(digits)Z")
    }

    /// Nanoseconds as seconds, all digits kept: a double would lose some.
    mutating func seconds(_ nanoseconds: Int64) { raw(Quantities.seconds(nanoseconds, decimals: 9)) }
}
