import Dissection
import Packets
import RTMP
import Streams

/// All that a judgement about a flow's end may look at, and what follows from it at once.
struct EndingFacts: Sendable {
    let end: FlowEnd
    let witness: FlowWitness
    /// The flow's end.
    let at: Ending.Stamp
    /// The first FIN or RST, where there was one.
    let closing: Ending.Closing?
    /// Another flow that publishes the same name at the same server.
    let rival: Int?
    /// When the flow was over: the first FIN or RST, or its last packet, or the capture's.
    let over: Timestamp

    init(_ end: FlowEnd, _ witness: FlowWitness, rival: Int?, at event: Event) {
        self.rival = rival
        self.end = end
        self.witness = witness
        at = Ending.Stamp(event)
        closing = end.closedBy.flatMap { witness[$0].closing }
        over = closing?.at.time ?? (end.reason == .captureEnd ? max(event.time, end.last) : end.last)
    }

    // MARK: What the flow was

    /// The stream that the client asked for: one that ran before one that did not.
    var stream: StreamSummary? { end.streams.last { $0.isStarted } ?? end.streams.last }

    /// What the client did.
    var role: StreamIdentity.Role? { stream?.identity.role }

    /// A stream ran when the flow ended, or seemed to.
    var isRunning: Bool { stream?.isStarted ?? false }

    func tcp(_ direction: Direction) -> SideFacts { end.directions[Int(direction.rawValue)].tcp }

    // MARK: The end

    /// Whose FIN or RST came first.
    var closer: Direction? { end.closedBy }

    var wasReset: Bool { end.firstEnding == .reset }

    /// "the client closed (FIN) at 4.195040".
    var closingWords: String {
        guard let closer else {
            return end.reason == .captureEnd ? "still open when the capture ended" : "no FIN or RST was seen"
        }
        let how = wasReset ? "reset the connection (RST)" : "closed (FIN)"
        return "the \(closer.sender) \(how)" + (closing.map { " at \(Measure.moment($0.at.elapsed))" } ?? "")
    }

    /// "FIN", "RST".
    var closingName: String { wasReset ? "RST" : "FIN" }

    /// When the last message came that was media; its side's last payload where no stream is known that it belongs to.
    func lastMedia(_ direction: Direction) -> Timestamp? {
        let known = end.streams.lazy.flatMap(\.tracks).filter { $0.direction == direction && $0.kind != .data }
            .compactMap(\.lastTime).max()
        let totals = end.directions[Int(direction.rawValue)]
        return known ?? (totals.types.contains { $0.key.isMedia && $0.value > 0 } ? totals.lastData : nil)
    }

    /// Nanoseconds from a side's last payload to the end.
    func silence(_ direction: Direction) -> Int64? {
        end.directions[Int(direction.rawValue)].lastData.map { max(over.since($0), 0) }
    }

    /// Bytes that TCP did not acknowledge; `nil` where that cannot be known.
    func unacknowledged(_ direction: Direction) -> Int? {
        let totals = end.directions[Int(direction.rawValue)]
        guard tcp(direction.opposite).packets > 0 else { return nil }
        return max(totals.bytes &+ totals.missingBytes &- totals.tcp.acknowledged, 0)
    }

    /// The wait for an acknowledgement that lasted until the end, where there was one.
    func lastWait(_ direction: Direction) -> TransportSpans.Span? {
        tcp(direction).acknowledgementWaits.spans.last.flatMap { over.since($0.end) <= 0 ? $0 : nil }
    }

    /// From a point of the flow to its end.
    func time(since stamp: Ending.Stamp) -> Int64 { max(over.since(stamp.time), 0) }

    /// Calls of the client without which the session cannot go on, and that were not answered.
    var unansweredVital: FlowEnd.UnansweredCall? {
        end.unanswered.last {
            $0.direction == .clientToServer && ["connect", "createStream", "publish", "play"].contains($0.name)
        }
    }

    // MARK: What the capture hides

    /// Nanoseconds before the end within which missing bytes may hold the reason.
    private static let horizon: Int64 = 10_000_000_000

    /// Why it is not known what a side said last, where that is so.
    func blindness(_ direction: Direction) -> String? {
        let totals = end.directions[Int(direction.rawValue)]
        let half = witness[direction]
        if totals.encryptedBytes > 0 { return "what was said is enciphered" }
        if totals.bytes == 0, totals.tcp.packets == 0 || totals.tcp.acknowledged > 0 {
            return "nothing that the \(direction.sender) sent is in the capture"
        }
        if totals.isLost, half.disorder == nil { return "what the \(direction.sender) said last could not be read" }
        if let hole = half.hole, time(since: hole) < Self.horizon {
            return "bytes of the \(direction.sender) are missing shortly before the end"
        }
        return nil
    }
}

extension Measure {
    /// Seconds as the timeline has them: "4.195040".
    static func moment(_ elapsed: Int64) -> String {
        let microseconds = elapsed.magnitude / 1000
        let fraction = String(microseconds % 1_000_000)
        let zeros = String(repeating: "0", count: 6 - fraction.count)
        return "\(elapsed < 0 ? "-" : "")\(microseconds / 1_000_000).\(zeros)\(fraction)"
    }
}
