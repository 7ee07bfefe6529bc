import AMF
import Packets

extension JSONWriter {
    /// RFC 3339 with nanoseconds, UTC; `null` where the year does not have four digits.
    mutating func time(_ time: Timestamp) {
        let perSecond: Int64 = 1_000_000_000
        let fraction = (time.nanoseconds % perSecond + perSecond) % perSecond
        let seconds = (time.nanoseconds - fraction) / perSecond
        if seconds != second {
            second = seconds
            // The date is whole seconds, so its text ends in "Z" without a fraction.
            secondText = UTCDate(milliseconds: Double(seconds) * 1000).map { String($0.iso8601.dropLast()) } ?? ""
        }
        guard !secondText.isEmpty else { return null() }
        parts { json in
            json.bytes("\"")
            json.text(json.secondText)
            json.bytes(".")
            json.digits(UInt(fraction), atLeast: 9)
            json.bytes("Z\"")
        }
    }

    /// Nanoseconds as seconds, all digits kept: a double would lose some.
    mutating func seconds(_ nanoseconds: Int64) {
        let (whole, fraction) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        parts { json in
            if nanoseconds < 0 { json.bytes("-") }
            json.digits(UInt(whole), atLeast: 1)
            json.bytes(".")
            json.digits(UInt(fraction), atLeast: 9)
        }
    }
}
