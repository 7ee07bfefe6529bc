import Dissection
import Fields
import RTMP

/// A capture that has only one of two directions.
struct CaptureOneSided: Rule {
    static let id = "capture-one-sided"
    static let severity = Severity.warning
    static let title = "The capture has only one direction of the connection"
    static let interests: EventInterests = [.handshake, .control, .command, .data, .end]
    static let explanation = Explanation(
        meaning: """
            Packets of one side are in the capture, none (or none with data) of the other, which answered all the same.
            """,
        consequence: """
            Half of the conversation cannot be told: which call was answered, what was refused, who acknowledged \
            what. It is the capture's fault, not that of the peers: a filter that names only one address as source, \
            asymmetric routes, a switch port that mirrors one direction.
            """,
        specification: "none",
        fix: "Capture on one of the two hosts, with a filter such as: tcp port 1935",
        tolerance: "Read what is there; do not count missing answers.",
        references: ["https://github.com/bluenviron/mediamtx/issues/2938"])

    private var seen = ByDirection(false)
    private var hasHandshake = false
    private var isTold = false
    /// Messages of one side after which the other's silence is the capture's.
    private static let enough = 5

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        switch event.body {
        case .message(let message) where !isTold:
            guard let direction = event.direction else { return }
            seen[direction] = true
            // Nobody says so much to a peer that did not even answer the handshake.
            guard hasHandshake, message.message.index >= Self.enough, !seen[direction.opposite] else { return }
            let absent: Direction = direction == .clientToServer ? .serverToClient : .clientToServer
            tell(absent, "after \(message.message.index) messages of the \(absent.receiver)", at: event, report)
        case .handshake:
            hasHandshake = true
            if let direction = event.direction { seen[direction] = true }
        case .flowEnd(let end) where !isTold:
            guard let absent = end.absentDirection else { return }
            let present = end.directions[1 - Int(absent.rawValue)].bytes
            tell(absent, "against \(Measure.bytes(present)) of the \(absent.receiver)", at: event, report)
        default: break
        }
    }

    private mutating func tell(_ absent: Direction, _ proof: String, at event: Event, _ report: (Finding) -> Void) {
        isTold = true
        var finding = Finding(
            Self.self, at: event, "nothing that the \(absent.sender) sent is in the capture, \(proof)")
        finding.direction = absent
        finding.index = nil
        report(finding)
    }
}
