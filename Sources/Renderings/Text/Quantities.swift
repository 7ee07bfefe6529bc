/// Numbers as people read them. No locale is asked: output is the same everywhere.
enum Quantities {
    /// Digits in groups of three: `5 000 000`.
    static func grouped(_ value: Int) -> String {
        let digits = String(value.magnitude)
        guard digits.count > 4 else { return String(value) }
        var result = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(" ") }
            result.append(digit)
        }
        return result
    }

    /// Exact: `140 B`, `34 221 B`.
    static func bytes(_ count: Int) -> String { "\(grouped(count)) B" }

    /// Rounded to three digits: `1.43 MB`. Decimal multiples, as network people count.
    static func size(_ count: Int) -> String { scaled(Double(count), "B") }

    /// `6.1 Mb/s`.
    static func bitRate(_ bitsPerSecond: Double) -> String { scaled(bitsPerSecond, "b/s", digits: 2) }

    private static func scaled(_ value: Double, _ unit: String, digits: Int = 3) -> String {
        var value = value
        for prefix in ["", "k", "M", "G", "T"] {
            // 999.6 would round to 1000: it belongs to the next prefix.
            if value < 999.5 || prefix == "T" {
                let text = prefix.isEmpty ? "\(Int(value.rounded()))" : significant(value, digits: digits)
                return "\(text) \(prefix)\(unit)"
            }
            value /= 1000
        }
        return ""
    }

    /// At least `digits` significant digits, as many decimals as that takes.
    private static func significant(_ value: Double, digits: Int) -> String {
        let whole = value < 9.995 ? 1 : value < 99.95 ? 2 : 3
        return fixed(value, decimals: max(digits - whole, 0))
    }

    /// Seconds with a fixed number of decimals, from nanoseconds: `0.043865`.
    static func seconds(_ nanoseconds: Int64, decimals: Int = 6) -> String {
        let magnitude = nanoseconds.magnitude
        var scale: UInt64 = 1
        for _ in decimals..<9 { scale *= 10 }
        // Truncated, not rounded: a line never claims to be later than it is.
        let units = magnitude / scale
        let perSecond = 1_000_000_000 / scale
        let fraction = String(units % perSecond)
        let zeros = String(repeating: "0", count: max(decimals - fraction.count, 0))
        let sign = nanoseconds < 0 ? "-" : ""
        return decimals == 0 ? "\(sign)\(units)" : "\(sign)\(units / perSecond).\(zeros)\(fraction)"
    }

    /// A time span in the unit that suits it: `44.0 ms`, `7.84 s`, `2 h 05 min`.
    static func duration(_ nanoseconds: Int64) -> String {
        let value = Double(nanoseconds)
        switch nanoseconds.magnitude {
        case ..<1_000_000: return "\(fixed(value / 1e6, decimals: 3)) ms"
        case ..<1_000_000_000: return "\(fixed(value / 1e6, decimals: 1)) ms"
        case ..<600_000_000_000: return "\(fixed(value / 1e9, decimals: 2)) s"
        default:
            let minutes = nanoseconds / 60_000_000_000
            let rest = minutes % 60
            return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest) min"
        }
    }

    /// `decimals` places behind the point, rounded; anything beyond what fits is printed as it is.
    static func fixed(_ value: Double, decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value * scale).rounded()
        guard scaled.magnitude < 9e15 else { return "\(value)" }
        let units = Int64(scaled)
        let perOne = Int64(scale)
        let fraction = String((units % perOne).magnitude)
        let zeros = String(repeating: "0", count: max(decimals - fraction.count, 0))
        let sign = units < 0 ? "-" : ""
        let whole = (units / perOne).magnitude
        return decimals == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(zeros)\(fraction)"
    }

    /// A number without decimals that say nothing: `30`, `29.97`.
    static func plain(_ value: Double, decimals: Int = 2) -> String {
        var text = fixed(value, decimals: decimals)
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
