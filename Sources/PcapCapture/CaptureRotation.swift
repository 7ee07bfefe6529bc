import Packets

/// When a saved capture goes on in another file, and what the files are called.
public struct CaptureRotation: Equatable, Sendable {
    /// How much one file takes.
    public enum Portion: Equatable, Sendable {
        case bytes(Int)
        /// Of the packets' time, from the first packet of the file.
        case seconds(Int)
    }

    /// A file that has this much is finished.
    public var portion: Portion
    /// Files kept, the newest; `nil` for all.
    public var keep: Int?

    /// A ring of files, or a row of them.
    public init(_ portion: Portion, keep: Int? = nil) {
        self.portion = portion
        self.keep = keep
    }

    /// Whether the next packet, which has `time`, belongs into another file.
    /// - Parameters:
    ///   - size: bytes in the present file.
    ///   - first: time of the present file's first packet; `nil` where it has none.
    func isDue(size: Int, first: Timestamp?, next time: Timestamp) -> Bool {
        guard let first else { return false }
        return switch portion {
        case .bytes(let limit): size >= limit
        case .seconds(let limit): time.since(first) >= Int64(clamping: limit) &* 1_000_000_000
        }
    }

    /// The name of the file with this number: "saved.pcap" gives "saved-00003-20261121T020800Z.pcap", so that another
    /// run does not write over it. The time is that of the file's first packet, in UTC.
    static func path(_ path: String, number: Int, time: Timestamp) -> String {
        let digits = String(number)
        let count = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        let addition = "-\(count)-\(CalendarTime(time).compact)"
        let nameStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        guard let dot = path[nameStart...].lastIndex(of: "."), dot != nameStart else { return path + addition }
        return path[..<dot] + addition + path[dot...]
    }
}

/// Date and time of day in UTC.
struct CalendarTime {
    private var year: Int64, month: Int64, day: Int64, second: Int64

    init(_ time: Timestamp) {
        // Floor division, for times before 1970.
        var seconds = time.nanoseconds / 1_000_000_000
        if time.nanoseconds % 1_000_000_000 < 0 { seconds -= 1 }
        var days = seconds / 86400
        if seconds % 86400 < 0 { days -= 1 }
        second = seconds - days * 86400
        // Counted in eras of 400 years whose years begin with March, so that a leap day is a year's last.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Such as 20261121T020800Z.
    var compact: String {
        let parts = [month, day].map(Self.twoDigits).joined()
        let clock = [second / 3600, second / 60 % 60, second % 60].map(Self.twoDigits).joined()
        return "\(year)\(parts)T\(clock)Z"
    }

    private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
