import Dissection
import Fields
import Streams

/// Bytes that reached their receiver and are not in the capture.
struct CaptureGap: Rule {
    static let id = "capture-gap"
    static let severity = Severity.warning
    static let title = "Bytes of the connection are missing from the capture"
    static let interests: EventInterests = [.damage, .end]
    static let explanation = Explanation(
        meaning: """
            The receiver acknowledged bytes that the capture does not have: whatever captured lost packets.
            """,
        consequence: """
            Messages around the gap cannot be read, and chunk boundaries have to be found again. The peers noticed \
            nothing: do not look for the fault in them.
            """,
        specification: "none",
        fix: """
            tcpdump: a larger buffer (-B 65536), write to a fast disk (-w), no name resolution (-n), whole packets \
            (-s 0), a filter for the port in question.
            """,
        tolerance: "Tell gaps of the capture from losses of the network by the receiver's acknowledgements.",
        references: ["https://github.com/bluenviron/mediamtx/issues/2938"])

    private struct Tally {
        var first: Sighting
        var packets: ClosedRange<Int>
        var gaps = 0
        var bytes = 0
    }
    @Seldom private var toServer: Tally?
    @Seldom private var toClient: Tally?

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        switch event.body {
        case .gap(let gap):
            // What is missing when the flow ends may have been lost on the wire; cut packets have their own rule.
            guard gap.cause != .end, gap.cause != .snapLength else { return }
            switch event.direction {
            case .clientToServer: Self.note(gap, event, &toServer)
            case .serverToClient: Self.note(gap, event, &toClient)
            case nil: break
            }
        case .flowEnd(let end):
            // That a whole direction is missing is told as such.
            for case let tally? in [toServer, toClient] {
                let first = tally.first
                guard first.direction != end.absentDirection else { continue }
                let (from, to) = (tally.packets.lowerBound, tally.packets.upperBound)
                let place = from == to ? "before packet \(from)" : "from packet \(from) to \(to)"
                var finding = Finding(
                    Self.self, at: first,
                    "\(Measure.bytes(tally.bytes)) in \(Measure.count(tally.gaps, "gap")) "
                        + "\(tally.gaps == 1 ? "was" : "were") not captured, \(place)",
                    data: [Field("bytes", .integer(tally.bytes)), Field("gaps", .integer(tally.gaps))])
                (finding.firstPacket, finding.lastPacket) = (from, to)
                report(finding)
            }
        default: break
        }
    }

    private static func note(_ gap: StreamEvent.Gap, _ event: Event, _ known: inout Tally?) {
        let packet = event.lastPacket
        var tally = known ?? Tally(first: Sighting(event), packets: packet...packet)
        tally.packets = min(tally.packets.lowerBound, packet)...max(tally.packets.upperBound, packet)
        tally.gaps += 1
        tally.bytes += gap.length
        known = tally
    }
}
