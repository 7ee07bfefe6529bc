/// Rules by the kinds of events that they look at, so that an event costs nothing where nobody does.
struct RuleSet {
    let types: [any Rule.Type]
    /// `maximumReports` of each.
    let maximumReports: [Int]
    /// Places in `types`, by the bit of a kind of events, four to a kind: ordinary, with unusual chunks, unusual media,
    /// and both.
    private let routes: [[Int]]
    /// Of each, whether it is told the flow's opening late.
    let isOpenedLate: [Bool]

    /// - Parameter opensLate: They are of a flow, so that its opening can be kept for those that ask for it.
    init(_ types: [any Rule.Type], opensLate: Bool) {
        self.types = types
        maximumReports = types.map { $0.maximumReports }
        let kinds = (0..<EventInterests.unusualChunks.rawValue.trailingZeroBitCount).map {
            EventInterests(rawValue: 1 << EventInterests.RawValue($0))
        }
        let interests = types.map { type in
            let isOpened = !opensLate && type.interests.contains(.opening)
            return isOpened ? type.interests.union(.flow) : type.interests
        }
        isOpenedLate = interests.map { opensLate && $0.contains(.opening) && !$0.contains(.flow) }
        let traits: [EventInterests] = [[], .unusualChunks, .unusualMedia, [.unusualChunks, .unusualMedia]]
        routes = kinds.flatMap { kind in
            traits.map { traits in types.indices.filter { !interests[$0].isDisjoint(with: kind.union(traits)) } }
        }
    }

    /// - Parameter interest: That of one event.
    func interested(in interest: EventInterests) -> [Int] {
        // The bit of the kind is the lowest one, those of the traits are the highest two.
        let route =
            interest.rawValue.trailingZeroBitCount * 4
            + Int(interest.rawValue >> EventInterests.unusualChunks.rawValue.trailingZeroBitCount)
        return route < routes.count ? routes[route] : []
    }
}
