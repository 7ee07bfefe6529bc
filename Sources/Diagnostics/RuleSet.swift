/// Rules by the kinds of events that they look at, so that an event costs nothing where nobody does.
struct RuleSet {
    let types: [any Rule.Type]
    /// By the bit of an `EventInterests`: places in `types`.
    private let routes: [[Int]]

    init(_ types: [any Rule.Type]) {
        self.types = types
        routes = (0..<EventInterests.RawValue.bitWidth).map { bit in
            types.indices.filter { types[$0].interests.rawValue & (1 << EventInterests.RawValue(bit)) != 0 }
        }
    }

    /// - Parameter interest: The kind of one event: one bit.
    func interested(in interest: EventInterests) -> [Int] {
        let bit = interest.rawValue.trailingZeroBitCount
        return bit < routes.count ? routes[bit] : []
    }
}
