import Dissection
import Fields
import RTMP

/// Set Peer Bandwidth that brings no Window Acknowledgement Size.
struct PeerBandwidthUnanswered: Rule {
    static let id = "peer-bandwidth-unanswered"
    static let severity = Severity.note
    static let title = "Set Peer Bandwidth was not answered with a Window Acknowledgement Size"
    static let interests: EventInterests = [.coverage, .control, .end]
    static let explanation = Explanation(
        meaning: """
            Set Peer Bandwidth limits what its receiver may have unacknowledged; the receiver should answer with its \
            own Window Acknowledgement Size where that changes. It did not.
            """,
        consequence: """
            Hardly any server minds. Without the answer the server never learns when to acknowledge what the client \
            sends. The reverse is a trouble too: some servers close when a client sends Window Acknowledgement Size.
            """,
        specification: "RTMP 1.0 § 5.4.5",
        fix: "Answer with Window Acknowledgement Size of the same number.",
        tolerance: "Do not wait for it; acknowledge by a window of one's own.",
        references: [
            "https://github.com/bluenviron/gortmplib/pull/85",
            "https://github.com/membraneframework/membrane_rtmp_plugin/pull/74",
        ])

    private var coverage = CaptureCoverage()
    /// By the `Direction` in which the answer would go.
    private var asked = ByDirection<(place: Sighting, window: UInt32)?>(nil)
    private var window = ByDirection<UInt32>(0)

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        if case .flowEnd(let end) = event.body {
            for direction in [Direction.clientToServer, .serverToClient] where coverage.isWhole {
                // Who sends less than the window owes nobody an acknowledgement.
                let index = Int(direction.rawValue)
                guard let (place, window) = asked[index], index < end.directions.count,
                    end.directions[index].bytes > window
                else { continue }
                report(
                    Finding(
                        Self.self, at: place,
                        "the \(direction.sender) sends no window acknowledgement size after a set peer bandwidth of "
                            + "\(window), and sends \(Measure.bytes(end.directions[index].bytes))",
                        data: [Field("window_size", .integer(Int(window)))]))
            }
            return
        }
        guard let direction = event.direction, let message = event.message?.message else { return }
        let own = Int(direction.rawValue)
        switch message.body {
        case .setPeerBandwidth(let bandwidth):
            let size = bandwidth.windowSize
            if asked[1 - own] == nil, window[1 - own] != size { asked[1 - own] = (Sighting(event), size) }
        case .windowAcknowledgementSize(let size):
            window[own] = size.windowSize
            asked[own] = nil
        default: break
        }
    }
}
