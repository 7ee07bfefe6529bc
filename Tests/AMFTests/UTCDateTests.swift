import AMF
import Foundation
import Testing

@Suite("Dates")
struct UTCDateTests {
    @Test(
        "dates are those of the calendar",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00Z"),
            (951_868_800_000, "2000-03-01T00:00:00Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00Z"), (-62_162_121_600_000, "0000-02-29T00:00:00Z"),
        ])
    func known(milliseconds: Double, text: String) {
        #expect(UTCDate(milliseconds: milliseconds)?.iso8601 == text)
    }

    @Test("every day from 1600 to 2500 is the one Foundation names")
    func everyDay() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for day in stride(from: -135_140, to: 193_581, by: 1) {
            let date = try #require(UTCDate(milliseconds: Double(day) * 86_400_000))
            let expected = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
            guard date.year == expected.year, date.month == expected.month, date.day == expected.day else {
                Issue.record("day \(day): \(date.iso8601), not \(expected)")
                return
            }
        }
    }

    @Test(
        "what RFC 3339 cannot write is no date",
        arguments: [.nan, .infinity, -.infinity, 0.5, 1e300, 253_402_300_800_000, -62_167_219_200_001] as [Double])
    func outOfRange(milliseconds: Double) {
        #expect(UTCDate(milliseconds: milliseconds) == nil)
    }
}
