/// Rules by the kinds of events that they look at, so that an event costs nothing where nobody does.
struct RuleSet {
    let types: [any Rule.Type]
    /// `maximumReports` of each.
    let maximumReports: [Int]
    /// By the bit of a kind of events: places in `types`.
    private let routes: [[Int]]
    /// The same for messages with unusual chunks.
    private let unusualRoutes: [[Int]]

    init(_ types: [any Rule.Type]) {
        self.types = types
        maximumReports = types.map { $0.maximumReports }
        let kinds = (0..<EventInterests.unusualChunks.rawValue.trailingZeroBitCount).map {
            EventInterests(rawValue: 1 << EventInterests.RawValue($0))
        }
        routes = kinds.map { kind in types.indices.filter { !types[$0].interests.isDisjoint(with: kind) } }
        unusualRoutes = kinds.map { kind in
            types.indices.filter { !types[$0].interests.isDisjoint(with: [kind, .unusualChunks]) }
        }
    }

    /// - Parameter interest: That of one event.
    func interested(in interest: EventInterests) -> [Int] {
        // The bit of the kind is the lowest one.
        let kind = interest.rawValue.trailingZeroBitCount
        guard kind < routes.count else { return [] }
        return interest.contains(.unusualChunks) ? unusualRoutes[kind] : routes[kind]
    }
}
