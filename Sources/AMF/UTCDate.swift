/// A date and time of day in UTC, from the milliseconds since 1970 that AMF dates hold.
public struct UTCDate: Hashable, Sendable {
    public var year, month, day: Int
    public var hour, minute, second, millisecond: Int

    /// `nil` outside the years 0000 to 9999, which RFC 3339 cannot write, and for fractions of a millisecond, which
    /// would be lost.
    public init?(milliseconds: Double) {
        // 0000-01-01 and 9999-12-31T23:59:59.999 in the Gregorian calendar extended backwards.
        guard milliseconds >= -62_167_219_200_000, milliseconds <= 253_402_300_799_999,
            let total = milliseconds.wholeNumber
        else { return nil }

        let perDay: Int64 = 86_400_000
        let ofDay = Int(((total % perDay) + perDay) % perDay)
        let days = Int((total - Int64(ofDay)) / perDay)
        hour = ofDay / 3_600_000
        minute = ofDay / 60_000 % 60
        second = ofDay / 1000 % 60
        millisecond = ofDay % 1000

        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days. Years are counted from
        // March, so that the leap day is the last of its year; eras are 400 years of 146 097 days. One era is added
        // in front to keep the days positive from the year 0000 on, where the count since March would go below zero.
        let sinceEra = days + 719_468 + 146_097
        let dayOfEra = sinceEra % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = (sinceEra / 146_097 - 1) * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    }

    /// RFC 3339: `2013-01-01T00:00:00Z`, with milliseconds where there are any.
    public var iso8601: String {
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let time = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
        return millisecond == 0 ? "\(date)T\(time)Z" : "\(date)T\(time).\(padded(millisecond, 3))Z"
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
