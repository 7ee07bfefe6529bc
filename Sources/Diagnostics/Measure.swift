import Dissection

/// Numbers as a finding's text has them.
enum Measure {
    /// Nanoseconds as "850 ms", "2.5 s" or "3 min 20 s".
    static func time(_ nanoseconds: Int64) -> String {
        let milliseconds = nanoseconds / 1_000_000
        if milliseconds.magnitude < 10 { return "\(decimal(Double(nanoseconds) / 1e6)) ms" }
        if milliseconds.magnitude < 1000 { return "\(milliseconds) ms" }
        if milliseconds.magnitude < 120_000 { return "\(decimal(Double(milliseconds) / 1000)) s" }
        return "\(milliseconds / 60_000) min \(milliseconds.magnitude / 1000 % 60) s"
    }

    /// At most two decimals.
    static func decimal(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return value.description }
        let scaled = Int((value.magnitude * 100).rounded())
        let sign = value < 0 && scaled != 0 ? "-" : ""
        var text = "\(sign)\(scaled / 100)"
        let rest = scaled % 100
        if rest != 0 { text += rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)" }
        return text
    }

    /// "1 message", "2 messages".
    static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension Direction {
    /// Who sends in this direction.
    var sender: String { self == .clientToServer ? "client" : "server" }
    /// Who receives in this direction.
    var receiver: String { opposite.sender }
}
