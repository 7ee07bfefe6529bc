import Dissection
import RTMP

/// Ping requests of one side that have no response yet.
struct Pings: Sendable {
    private(set) var open: [(timestamp: UInt32, place: Sighting)] = []
    private(set) var requests = 0

    private static let maximum = 64

    enum Verdict {
        case none
        case answered
        /// The oldest open request has another timestamp.
        case differs(expected: UInt32, got: UInt32)
    }

    /// - Parameter direction: That of the requests.
    mutating func note(_ event: Event, _ direction: Direction) -> Verdict {
        guard let message = event.message, case .userControl(let control) = message.message.body,
            case .timestamp(let timestamp) = control.argument
        else { return .none }
        if control.event == .pingRequest, event.direction == direction {
            requests &+= 1
            if open.count < Self.maximum { open.append((timestamp, Sighting(event))) }
        } else if control.event == .pingResponse, event.direction == direction.opposite {
            if let index = open.firstIndex(where: { $0.timestamp == timestamp }) {
                // A later response stands for the earlier requests, too.
                open.removeSubrange(...index)
                if open.isEmpty { open = [] }
                return .answered
            }
            guard let first = open.first else { return .none }
            open.removeFirst()
            return .differs(expected: first.timestamp, got: timestamp)
        }
        return .none
    }
}
