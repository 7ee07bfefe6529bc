import Dissection
import Transcripts

/// Which step of one session is which of the other's, lane by lane.
struct Pairing {
    /// Of steps in the same order, by index in the first session; and the way back.
    private(set) var partners: [Int: Int] = [:]
    private(set) var partnersOfB: [Int: Int] = [:]
    /// Of steps that came in another order, by index in the first session; and the way back.
    private(set) var moved: [Int: Int] = [:]
    private(set) var movedOfB: [Int: Int] = [:]

    init(_ a: [Step], _ b: [Step]) {
        let lanesOfA = Dictionary(grouping: a.indices) { Self.lane(of: a[$0]) }
        let lanesOfB = Dictionary(grouping: b.indices) { Self.lane(of: b[$0]) }
        for (lane, left) in lanesOfA {
            guard let right = lanesOfB[lane] else { continue }
            if lane.lane != nil {
                let alignment = StepAlignment(left.map { a[$0] }, right.map { b[$0] }, likeness: Self.likeness)
                for pair in alignment.pairs { pairUp(left[pair.a], right[pair.b]) }
            }
            pairRest(left.filter { partners[$0] == nil }, right.filter { partnersOfB[$0] == nil }, a, b, lane)
        }
    }

    private static func lane(of step: Step) -> Lane { Lane(direction: step.direction, lane: step.entry.topic.lane) }

    private mutating func pairUp(_ a: Int, _ b: Int) {
        partners[a] = b
        partnersOfB[b] = a
    }

    /// What has no partner in order, and has one out of it. Counts have no order.
    private mutating func pairRest(_ left: [Int], _ right: [Int], _ a: [Step], _ b: [Step], _ lane: Lane) {
        var waiting = Dictionary(grouping: right) { b[$0].meaning }
        for index in left {
            guard let candidates = waiting[a[index].meaning], let first = candidates.first else { continue }
            waiting[a[index].meaning] = Array(candidates.dropFirst())
            if lane.lane == nil {
                pairUp(index, first)
            } else {
                moved[index] = first
                movedOfB[first] = index
            }
        }
    }

    /// How much of what two steps say is the same: 0 where they are for different things.
    static func likeness(_ a: Step, _ b: Step) -> Int {
        guard a.meaning == b.meaning else { return 0 }
        return (a.meaning.isEssential ? StepAlignment.weighty : 0) + grade(a, b)
    }

    private static func grade(_ a: Step, _ b: Step) -> Int {
        guard a.entry.kind == b.entry.kind, a.entry["code"] == b.entry["code"] else { return 3 }
        let differing = FieldPairing.differing(a.entry.fields, b.entry.fields).count {
            !$0.isVolatile && $0.path != "fmt" && $0.path != "transaction"
        }
        if differing == 0 { return StepAlignment.equal }
        return differing * 2 <= a.entry.fields.count ? 6 : 5
    }
}
