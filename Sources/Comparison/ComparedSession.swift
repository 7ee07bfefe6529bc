import Dissection
import Transcripts

/// One of the two sessions of a comparison: a flow, step by step.
public struct ComparedSession: Sendable {
    /// The capture's file, as the user named it.
    public let file: String
    public let flow: TranscriptFlow
    /// Nanoseconds from the flow's first packet to the capture's last one.
    public let captured: Int64
    /// What was wrong with reading the capture, each in one line.
    public let problems: [String]
    /// In the order in which they came; media behind everything else, the end last.
    public let steps: [Step]
    /// Message streams by the order in which the server gave their numbers.
    let streams: GivenStreams
    /// More was said than is here.
    public let isTruncated: Bool

    /// Steps of a session that take part; more say the same again.
    static let maximumSteps = 3000

    /// - Parameter captured: See the property.
    public init(file: String, flow: TranscriptFlow, captured: Int64, problems: [String] = [], isTruncated: Bool = false)
    {
        self.file = file
        self.flow = flow
        self.captured = captured
        self.problems = problems
        let all = Self.steps(of: flow)
        steps = Array(all.prefix(Self.maximumSteps))
        streams = GivenStreams(flow)
        self.isTruncated = isTruncated || all.count > Self.maximumSteps
    }

    /// Who ended the connection: `client`, `server` or `nobody`.
    var endedBy: String { flow.entries.last { $0.kind == "end" }?["by"]?.string ?? "nobody" }

    /// The connection was open when the capture ended.
    public var isOpen: Bool { endedBy == "nobody" }

    private static func steps(of flow: TranscriptFlow) -> [Step] {
        var steps: [Step] = []
        var last: [Lane: Int] = [:]
        var current = Phase.handshake
        for entry in flow.entries {
            guard let meaning = StepMeaning(of: entry) else { continue }
            let phase = phase(of: meaning, entry, &current)
            let lane = Lane(direction: entry.direction, lane: entry.topic.lane)
            if let index = last[lane], steps[index].meaning == meaning, isRepetition(steps[index].entry, entry) {
                steps[index].count += 1
                continue
            }
            last[lane] = steps.count
            steps.append(Step(meaning: meaning, phase: phase, entry: entry))
        }
        return steps
    }

    private static func isRepetition(_ a: TranscriptEntry, _ b: TranscriptEntry) -> Bool {
        a.topic != .media && a.kind == b.kind && said(a) == said(b)
    }

    private static func said(_ entry: TranscriptEntry) -> [TranscriptField] {
        entry.fields.filter { $0.name != "fmt" }.compactMap(\.kept)
    }

    /// - Parameter current: Where the session stands by the commands that were sent.
    private static func phase(of meaning: StepMeaning, _ entry: TranscriptEntry, _ current: inout Phase) -> Phase {
        switch meaning {
        case .handshake: return .handshake
        case .call(let name):
            current = Phase.opened(by: name) ?? max(current, .connect)
            return current
        case .answer(let call): return Phase.opened(by: call) ?? current
        case .status(let code): return Phase.told(by: code)
        case .control(let kind):
            if kind == "StreamEOF" { return .teardown }
            if kind == "StreamBegin", entry["stream"] != .number(0) { return max(current, .start) }
            return max(current, .connect)
        case .data: return .metadata
        case .sequenceHeader: return .sequenceHeaders
        case .media: return .media
        case .end: return .end
        }
    }
}

/// Steps of one lane come in an order that says something.
struct Lane: Hashable {
    var direction: Direction?
    var lane: TranscriptTopic.Lane?
}
