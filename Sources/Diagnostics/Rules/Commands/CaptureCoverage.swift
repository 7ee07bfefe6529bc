import Dissection
import RTMP
import Streams

/// How much of a flow the capture has, so that what it lacks is not blamed on the peers.
struct CaptureCoverage: Sendable {
    private(set) var hasBeginning = false
    private var isDamaged = [false, false]

    mutating func note(_ event: Event) {
        switch event.body {
        case .flow(let opening):
            hasBeginning = opening.sawSYN
        case .cut(let cut):
            // The sender's own doing, or that of whoever ended the flow.
            if cut.cause == .lost, let direction = event.direction { isDamaged[Int(direction.rawValue)] = true }
        case .gap, .lost:
            if let direction = event.direction { isDamaged[Int(direction.rawValue)] = true }
        default:
            break
        }
    }

    /// All of this direction's bytes so far were captured and understood.
    func isWhole(_ direction: Direction) -> Bool { hasBeginning && isUndamaged(direction) }

    /// Nothing of this direction is known to be missing, wherever the capture began.
    func isUndamaged(_ direction: Direction) -> Bool { !isDamaged[Int(direction.rawValue)] }

    /// All of both directions.
    var isWhole: Bool { hasBeginning && !isDamaged[0] && !isDamaged[1] }
}

extension EventInterests {
    /// What a rule must ask for to keep a `CaptureCoverage`.
    static let coverage: EventInterests = [.flow, .damage]
}
