import Folding

/// Rules by the kinds of events that they look at, so that an event costs nothing where nobody does; and how what they
/// remember is laid out.
///
/// A class because each bench needs it, and all benches the same.
final class RuleSet {
    /// In the order of the table.
    let places: [RulePlace]
    /// Bytes of the states of all rules together, and what stands before them.
    let byteCount: Int
    /// Bytes of what they remember of each flow, where they are of the capture.
    let memoryByteCount: Int
    /// Places by the bit of a kind of events, four to a kind: ordinary, with unusual chunks, unusual media, and both.
    private let routes: [[RulePlace]]
    /// Of those that ask for a flow's opening and not for what a proxy put before it.
    let openings: [RulePlace]
    /// Somebody asks for the steps between timestamps.
    let hasStepRules: Bool

    /// - Parameter tellsOpening: They are of a flow, so that they may ask for its opening alone.
    init(_ types: [any Rule.Type], tellsOpening: Bool) {
        // What needs the most alignment first: then nothing stands between the states.
        let layouts = types.map { Self.layout(of: $0) }
        var offsets = [Int](repeating: 0, count: types.count)
        var end = MemoryLayout<RuleNotes>.size
        for index in types.indices.sorted(by: { (layouts[$1].alignment, $0) < (layouts[$0].alignment, $1) }) {
            let layout = layouts[index]
            precondition(layout.alignment <= FoldedLayout.alignment)
            end = (end + layout.alignment - 1) & ~(layout.alignment - 1)
            offsets[index] = end
            end += layout.size
        }
        byteCount = end
        var memoryEnd = 0
        let places = types.indices.map { index in
            var place = RulePlace(
                rule: types[index], offset: offsets[index], maximumReports: types[index].maximumReports)
            if let rule = types[index].remembering {
                let layout = Self.memoryLayout(of: rule)
                memoryEnd = (memoryEnd + layout.alignment - 1) & ~(layout.alignment - 1)
                place.remembering = (rule, memoryEnd)
                memoryEnd += layout.size
            }
            return place
        }
        self.places = places
        memoryByteCount = memoryEnd
        let interests = types.map { type in
            let isOpened = !tellsOpening && type.interests.contains(.opening)
            return isOpened ? type.interests.union(.flow) : type.interests
        }
        openings = places.indices.filter {
            tellsOpening && interests[$0].contains(.opening) && !interests[$0].contains(.flow)
        }.map { places[$0] }
        let kinds = (0..<EventInterests.unusualChunks.rawValue.trailingZeroBitCount).map {
            EventInterests(rawValue: 1 << EventInterests.RawValue($0))
        }
        let traits: [EventInterests] = [[], .unusualChunks, .unusualMedia, [.unusualChunks, .unusualMedia]]
        hasStepRules = interests.contains { $0.contains(.steps) }
        routes = kinds.flatMap { kind in
            traits.map { traits in
                places.indices.compactMap { index in
                    var place = places[index]
                    place.isOfSteps = EventInterests.media.contains(kind) && interests[index].contains(.steps)
                    let isAsked = !interests[index].isDisjoint(with: kind.union(traits))
                    return isAsked || place.isOfSteps ? place : nil
                }
            }
        }
    }

    private static func layout<R: Rule>(of type: R.Type) -> (size: Int, alignment: Int) {
        precondition(FoldedLayout.isMovable(type))
        return (MemoryLayout<R>.size, MemoryLayout<R>.alignment)
    }

    private static func memoryLayout<R: FlowRememberingRule>(of type: R.Type) -> (size: Int, alignment: Int) {
        precondition(FoldedLayout.isMovable(R.Memory.self))
        return (MemoryLayout<R.Memory>.size, MemoryLayout<R.Memory>.alignment)
    }

    /// - Parameter interest: That of one event.
    @inline(__always)
    func interested(in interest: EventInterests) -> [RulePlace] {
        // The bit of the kind is the lowest one, those of the traits are the highest two.
        let route =
            interest.rawValue.trailingZeroBitCount * 4
            + Int(interest.rawValue >> EventInterests.unusualChunks.rawValue.trailingZeroBitCount)
        return route < routes.count ? routes[route] : []
    }
}
