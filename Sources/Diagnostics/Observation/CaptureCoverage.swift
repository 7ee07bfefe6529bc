import Dissection
import RTMP
import Streams

/// How much of a flow the capture has, so that what it lacks is not blamed on the peers.
struct CaptureCoverage: Sendable {
    private(set) var hasBeginning = false
    // Not an array: many rules keep this for each flow.
    private var isClientDamaged = false
    private var isServerDamaged = false

    mutating func note(_ event: Event) {
        switch event.body {
        case .flow(let opening):
            hasBeginning = opening.sawSYN
        case .cut(let cut):
            // The sender's own doing, or that of whoever ended the flow.
            if cut.cause == .lost { damage(event.direction) }
        case .gap, .lost:
            damage(event.direction)
        default:
            break
        }
    }

    private mutating func damage(_ direction: Direction?) {
        switch direction {
        case .clientToServer: isClientDamaged = true
        case .serverToClient: isServerDamaged = true
        case nil: break
        }
    }

    /// All of this direction's bytes so far were captured and understood.
    func isWhole(_ direction: Direction) -> Bool { hasBeginning && isUndamaged(direction) }

    /// Nothing of this direction is known to be missing, wherever the capture began.
    func isUndamaged(_ direction: Direction) -> Bool {
        direction == .clientToServer ? !isClientDamaged : !isServerDamaged
    }

    /// All of both directions.
    var isWhole: Bool { hasBeginning && !isClientDamaged && !isServerDamaged }
}

extension EventInterests {
    /// What a rule must ask for to keep a `CaptureCoverage`.
    static let coverage: EventInterests = [.opening, .damage]
}
