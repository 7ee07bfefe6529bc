/// What an input showed not to hold.
public struct BrokenPromise: Error, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}

/// Throws where `condition` does not hold.
func promise(_ condition: Bool, _ what: @autoclosure () -> String) throws(BrokenPromise) {
    if !condition { throw BrokenPromise(what()) }
}

/// Where closures that may not throw leave what they find: the first counts.
struct Findings {
    private(set) var first: BrokenPromise?

    mutating func expect(_ condition: Bool, _ what: @autoclosure () -> String) {
        if !condition, first == nil { first = BrokenPromise(what()) }
    }

    func report() throws(BrokenPromise) {
        if let first { throw first }
    }
}
