/// How much a difference tells.
public enum Weight: Int, Comparable, CaseIterable, Sendable {
    /// It comes and goes with every run.
    case trivial
    /// Peers should not mind.
    case minor
    /// A peer could mind.
    case telling
    /// The session took another way.
    case decisive

    public static func < (a: Weight, b: Weight) -> Bool { a.rawValue < b.rawValue }

    /// As it is printed.
    public var name: String {
        switch self {
        case .trivial: "trivial"
        case .minor: "minor"
        case .telling: "telling"
        case .decisive: "decisive"
        }
    }

    /// Whether it could be why one session works and the other one does not.
    public var matters: Bool { self >= .telling }
}
