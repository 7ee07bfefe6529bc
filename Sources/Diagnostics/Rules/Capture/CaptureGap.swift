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
        var first: Sighting?
        var packets = Int.max...Int.max
        var gaps = 0
        var bytes = 0
    }
    /// By `Direction`.
    private var tallies = ByDirection(Tally())

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        switch event.body {
        case .gap(let gap):
            // What is missing when the flow ends may have been lost on the wire; cut packets have their own rule.
            guard let index = event.direction.map({ Int($0.rawValue) }), gap.cause != .end, gap.cause != .snapLength
            else { return }
            let known = tallies[index].first == nil ? event.lastPacket...event.lastPacket : tallies[index].packets
            tallies[index].packets = min(known.lowerBound, event.lastPacket)...max(known.upperBound, event.lastPacket)
            if tallies[index].first == nil { tallies[index].first = Sighting(event) }
            tallies[index].gaps += 1
            tallies[index].bytes += gap.length
        case .flowEnd(let end):
            // That a whole direction is missing is told as such.
            for tally in tallies {
                guard let first = tally.first, first.direction != end.absentDirection else { continue }
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
}
