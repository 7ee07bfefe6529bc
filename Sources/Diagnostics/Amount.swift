/// Numbers with units as findings write them.
enum Amount {
    /// "512 bytes", "3.3 kB", "15.5 MB".
    static func bytes(_ count: Int) -> String {
        switch count {
        case 1: "1 byte"
        case ..<1000: "\(count) bytes"
        case ..<1_000_000: "\(tenths(Double(count) / 1e3)) kB"
        case ..<1_000_000_000: "\(tenths(Double(count) / 1e6)) MB"
        default: "\(tenths(Double(count) / 1e9)) GB"
        }
    }

    /// "44.1 ms", "3.2 s", "4 h 39 min" of nanoseconds.
    static func duration(_ nanoseconds: Int64) -> String {
        let seconds = Double(nanoseconds) / 1e9
        switch seconds {
        case ..<1: return "\(tenths(seconds * 1e3)) ms"
        case ..<120: return "\(tenths(seconds)) s"
        default:
            let minutes = nanoseconds / 60_000_000_000
            return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
        }
    }

    /// "3 chunks", "1 chunk".
    static func count(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }

    private static func tenths(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        let scaled = Int64((value * 10).rounded())
        return scaled % 10 == 0 ? "\(scaled / 10)" : "\(scaled / 10).\(abs(scaled % 10))"
    }
}
