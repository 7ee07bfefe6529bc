import AMF
import Dissection
import Fields
import Media
import Packets
import RTMP

/// Media that stood still for seconds, with what TCP tells of the reason.
struct MediaStalled: Rule {
    static let id = "media-stalled"
    static let severity = Severity.warning
    static let title = "Media stood still"
    static let interests: EventInterests = [.media, .command, .control, .end, .coverage]
    static let maximumReports = 2
    static let explanation = Explanation(
        meaning:
            "For seconds no sound and no picture came in a direction in which they came before and after. TCP's own "
            + "evidence is laid beside it: a closed window means that the receiver did not read, segments sent again "
            + "mean that the network lost them, and neither means that the sender had nothing to send.",
        consequence: "Players run dry, servers time out, HLS gets a hole.",
        specification: "None.",
        fix:
            "By the suspect: the encoder's source or processor; the line, its rate and loss; or the receiver's reading "
            + "loop and disk.",
        tolerance: "Buffer for longer than the stall, and do not close before the peer's own timeout.",
        references: [
            "https://github.com/ossrs/srs/issues/1078", "https://github.com/ossrs/srs/issues/1122",
            "https://github.com/obsproject/obs-studio/issues/6366",
        ])

    private static let least: Int64 = 3_000_000_000

    private struct Side {
        var last: Timestamp?
        /// No more than are worth a look.
        var frames: UInt8 = 0
        @Seldom var stalls: Stalls?
    }

    private struct Stalls {
        var count: Int
        var longest: Int64
        /// The message behind the longest, and when the one before it came.
        var place: Sighting
        var begin: Timestamp
    }

    private var coverage = CaptureCoverage()
    private var sides = ByDirection(Side())

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        if let end = event.flowEnd {
            for direction in [Direction.clientToServer, .serverToClient] where coverage.isWhole(direction) {
                tell(sides[Int(direction.rawValue)], direction, end, report)
            }
            return
        }
        guard let direction = event.direction, let message = event.message?.message else { return }
        switch message.body {
        case .audio, .video, .aggregate:
            note(direction, event)
        case .command(let command):
            // A pause, a seek, an end, or a publisher that came or went: silence that was asked for.
            let name = command.name.string
            let isAsked =
                ["play", "play2", "pause", "pauseRaw", "seek", "publish", "FCUnpublish", "closeStream", "deleteStream"]
                .contains(name) || name == "onStatus"
            if isAsked { forget() }
        case .userControl(let control):
            if control.event == .streamEOF || control.event == .streamBegin || control.event == .streamDry { forget() }
        default:
            break
        }
    }

    mutating func observe(_ frame: OrdinaryFrame, at event: Event, report: (Finding) -> Void) {
        if let direction = event.direction { note(direction, event) }
    }

    private mutating func note(_ direction: Direction, _ event: Event) {
        let index = Int(direction.rawValue)
        let time = event.time
        if let last = sides[index].last, sides[index].frames > 8 {
            let gap = time.since(last)
            if gap >= Self.least {
                var stalls = sides[index].stalls ?? Stalls(count: 0, longest: 0, place: Sighting(event), begin: last)
                stalls.count &+= 1
                if gap > stalls.longest {
                    stalls.longest = gap
                    stalls.place = Sighting(event)
                    stalls.begin = last
                }
                sides[index].stalls = stalls
            }
        }
        sides[index].last = time
        if sides[index].frames < .max { sides[index].frames += 1 }
    }

    private mutating func forget() {
        sides[0].last = nil
        sides[1].last = nil
    }

    private func tell(_ side: Side, _ direction: Direction, _ end: FlowEnd, _ report: (Finding) -> Void) {
        guard let stalls = side.stalls else { return }
        let evidence = TransportEvidence(end, direction, from: stalls.begin, to: stalls.place.time)
        report(
            Finding(
                Self.self, at: stalls.place,
                "no media from the \(direction.sender) for \(Measure.time(stalls.longest))"
                    + (stalls.count > 1 ? ", the longest of \(stalls.count) stalls" : "") + "; \(evidence.text)",
                data: [
                    Field("longest_seconds", .number(Double(stalls.longest) / 1e9)),
                    Field("stalls", .integer(stalls.count)),
                ] + evidence.fields))
    }
}
