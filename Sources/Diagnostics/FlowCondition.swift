import Dissection
import RTMP

/// What a rule has to know of the capture before it blames a peer: whether the flow's beginning and all bytes of a
/// direction so far are there.
///
/// A rule that keeps one hands it every event and has `.flow` and `.damage` among its interests.
struct FlowCondition: Sendable {
    private(set) var opening: FlowOpening?
    /// By `Direction`.
    private var damaged = [false, false]

    mutating func note(_ event: Event) {
        switch event.body {
        case .flow(let opening): self.opening = opening
        case .gap, .lost:
            if let direction = event.direction { damaged[Int(direction.rawValue)] = true }
        default: break
        }
    }

    /// The capture has the beginning of the connection.
    var sawBeginning: Bool { opening?.sawSYN ?? false }

    /// Every byte of this direction so far has been captured and understood.
    func isWhole(_ direction: Direction) -> Bool { sawBeginning && !damaged[Int(direction.rawValue)] }
}

extension Direction {
    /// Who sends in this direction.
    var sender: String { self == .clientToServer ? "client" : "server" }

    var receiver: String { opposite.sender }
}

extension Event {
    /// The message that it tells of.
    var message: Message? { if case .message(let event) = body { event.message } else { nil } }
}
