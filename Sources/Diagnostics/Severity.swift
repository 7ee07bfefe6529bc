/// How much a finding matters.
public enum Severity: String, CaseIterable, Comparable, Sendable {
    /// Worth knowing; nothing is wrong by it.
    case note
    /// Some peers will have trouble with it.
    case warning
    /// It breaks the session, or the specification in a way that peers do not forgive.
    case error

    /// Matters less.
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}
