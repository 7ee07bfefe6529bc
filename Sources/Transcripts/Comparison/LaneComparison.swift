import Dissection

/// Entries of two flows, held against each other lane by lane.
///
/// Within a direction, what is said on one lane keeps its order. Directions and lanes are sorted out first: which of two
/// that race comes first says nothing. Counts have no order at all.
struct LaneComparison {
    private(set) var steps: [EntryAlignment.Step] = []

    private let expected: [TranscriptEntry]
    private let actual: [TranscriptEntry]
    private let parts: Set<TranscriptPart>

    private struct Lane: Hashable {
        var direction: Direction?
        var lane: TranscriptTopic.Lane?
    }

    init(_ expected: [TranscriptEntry], _ actual: [TranscriptEntry], parts: Set<TranscriptPart>) {
        self.expected = expected
        self.actual = actual
        self.parts = parts
        var found: [EntryAlignment.Step] = []
        for lane in lanes {
            let e = expected.indices.filter { isOf(lane, expected[$0]) }
            let a = actual.indices.filter { isOf(lane, actual[$0]) }
            guard !e.isEmpty || !a.isEmpty else { continue }
            found += lane.lane == nil ? match(e, a) : align(e, a)
        }
        steps = inOrder(found)
    }

    private var lanes: [Lane] {
        let named: [TranscriptTopic.Lane?] = [.conversation, .userControl, .audio, .video, nil]
        return [Direction.clientToServer, .serverToClient, nil].flatMap { direction in
            named.map { Lane(direction: direction, lane: $0) }
        }
    }

    private func isOf(_ lane: Lane, _ entry: TranscriptEntry) -> Bool {
        let topic = entry.topic
        if let part = topic.part, !parts.contains(part) { return false }
        // `...` stands for anything in its direction, or in both.
        if entry.presence == .anything { return entry.direction == nil || entry.direction == lane.direction }
        let own = parts.contains(.order) ? topic.lane : nil
        return entry.direction == lane.direction && own == lane.lane
    }

    // MARK: Entries

    /// `nil` where they are of different kinds.
    private func compare(_ golden: TranscriptEntry, _ entry: TranscriptEntry) -> [FieldDifference]? {
        let isAny = golden.kind == "*"
        guard isAny || golden.kind == entry.kind else { return nil }
        if isAny, golden.fields.isEmpty { return [] }
        return FieldComparison.differences(
            expected: kept(golden, entry.topic).compactMap(\.kept), actual: kept(entry, entry.topic))
    }

    private func kept(_ entry: TranscriptEntry, _ topic: TranscriptTopic) -> [TranscriptField] {
        entry.fields.filter { field in topic.part(ofField: field.name).map { parts.contains($0) } ?? true }
    }

    private func align(_ e: [Int], _ a: [Int]) -> [EntryAlignment.Step] {
        EntryAlignment(expected: e.map { expected[$0] }, actual: a.map { actual[$0] }, by: compare).steps.map {
            $0.renumbered(e, a)
        }
    }

    /// Without order: each entry with the one that is most like it.
    private func match(_ e: [Int], _ a: [Int]) -> [EntryAlignment.Step] {
        var steps: [EntryAlignment.Step] = []
        var isUsed: Set<Int> = []
        let anything = e.first { expected[$0].presence == .anything }
        for index in e {
            let entry = expected[index]
            if entry.presence == .anything {
                steps.append(.absent(index))
                continue
            }
            var best: (index: Int, differences: [FieldDifference])?
            for candidate in a where !isUsed.contains(candidate) {
                guard let differences = compare(entry, actual[candidate]) else { continue }
                if differences.count < best?.differences.count ?? .max { best = (candidate, differences) }
                if differences.isEmpty { break }
            }
            if let best {
                isUsed.insert(best.index)
                steps.append(
                    best.differences.isEmpty
                        ? .same(index, best.index) : .changed(index, best.index, best.differences))
            } else {
                steps.append(entry.presence == .optional ? .absent(index) : .missing(index))
            }
        }
        for candidate in a where !isUsed.contains(candidate) {
            steps.append(anything.map { .covered($0, candidate) } ?? .extra(candidate))
        }
        return steps
    }

    // MARK: Order

    /// In the golden's order; what it does not have stands before the entry that it came before.
    private func inOrder(_ found: [EntryAlignment.Step]) -> [EntryAlignment.Step] {
        var before: [Int: [EntryAlignment.Step]] = [:]
        var own: [Int: EntryAlignment.Step] = [:]
        // By position in the capture: where the next entry that the golden has stands.
        var places: [(actual: Int, expected: Int)] = []
        for step in found {
            switch step {
            case .same(let e, let a), .changed(let e, let a, _):
                own[e] = step
                places.append((a, e))
            case .missing(let e), .absent(let e): own[e] = own[e] ?? step
            case .extra, .covered: break
            }
        }
        places.sort { $0.actual < $1.actual }
        var extras: [Int] = []
        for case .extra(let a) in found { extras.append(a) }
        var next = 0
        for a in extras.sorted() {
            while next < places.count, places[next].actual < a { next += 1 }
            let place = next < places.count ? places[next].expected : Int.max
            before[place, default: []].append(.extra(a))
        }
        return expected.indices.flatMap { index in
            before[index, default: []] + (own[index].map { [$0] } ?? [])
        } + before[.max, default: []]
    }
}

extension EntryAlignment.Step {
    /// With the indices that those of a part stand for.
    fileprivate func renumbered(_ e: [Int], _ a: [Int]) -> EntryAlignment.Step {
        switch self {
        case .same(let i, let j): .same(e[i], a[j])
        case .changed(let i, let j, let differences): .changed(e[i], a[j], differences)
        case .missing(let i): .missing(e[i])
        case .extra(let j): .extra(a[j])
        case .absent(let i): .absent(e[i])
        case .covered(let i, let j): .covered(e[i], a[j])
        }
    }
}
