import AMF
import Dissection
import Transcripts

/// In what two steps of one meaning differ.
struct StepDifferences {
    private(set) var differences: [Difference] = []

    private let a: Step
    private let b: Step
    private let streams: [GivenStreams]

    init(_ a: Step, _ b: Step, streams: [GivenStreams]) {
        self.a = a
        self.b = b
        self.streams = streams
        let saysOther = outcome()
        for pair in FieldPairing.differing(Self.fields(a), Self.fields(b)) {
            if saysOther, !Self.headerNames.contains(pair.path) { continue }
            note(pair)
        }
        streamIDs()
        if a.entry.topic == .media { media() }
        latency()
    }

    /// With what a transcript leaves out because it is the usual.
    private static func fields(_ step: Step) -> [TranscriptField] {
        var fields = step.entry.fields
        let usual: [(name: String, value: Double)] =
            switch step.entry.topic {
            case .command, .data: [("stream", 0)]
            case .control, .userControl, .chunkSize: [("csid", 2)]
            default: []
            }
        for (name, value) in usual where !fields.contains(where: { $0.name == name }) {
            fields.append(TranscriptField(name, .number(value)))
        }
        return fields
    }

    private static let headerNames: Set<String> = ["csid", "transaction", "type_id"]

    private mutating func add(
        _ kind: Difference.Kind, _ weight: Weight, path: String? = nil, _ left: TranscriptValue?,
        _ right: TranscriptValue?
    ) {
        differences.append(
            Difference(
                kind, weight, a.phase, a.direction, a.meaning.subject, path: path, a: left, b: right))
    }

    /// Another kind of answer, or another status.
    /// - Returns: Whether they are so different that their arguments cannot be compared.
    private mutating func outcome() -> Bool {
        guard a.entry.kind != b.entry.kind || a.entry["code"] != b.entry["code"] else { return false }
        add(.outcome, Weight.outcome(a, b), .word(a.word), .word(b.word))
        return a.entry.topic == .command
    }

    private mutating func note(_ pair: FieldPairing.Pair) {
        switch pair.path {
        // They are in the outcome, or in the meaning.
        case "code", "answers": return
        case "csid":
            add(.chunking, Weight.ofChunkStream(in: a), path: pair.path, pair.a, pair.b)
        case "fmt":
            add(.chunking, .trivial, path: pair.path, pair.a, pair.b)
        case "size" where a.entry.topic == .chunkSize:
            add(.chunking, .telling, path: pair.path, pair.a, pair.b)
        case "transaction":
            guard Self.numbering(pair.a, a) != Self.numbering(pair.b, b) else { return }
            add(.identifier, .telling, path: pair.path, pair.a, pair.b)
        // Equal numbers may mean different streams: see below.
        case "stream", "stream_id": return
        default:
            let weight = pair.isVolatile ? .trivial : Weight.ofField(pair.path, pair.a, pair.b, in: a)
            add(.value, weight, path: pair.path, pair.a, pair.b)
        }
    }

    private mutating func streamIDs() {
        let left = Self.fields(a)
        let right = Self.fields(b)
        for name in ["stream", "stream_id"] {
            let (x, y) = (left.first { $0.name == name }?.value, right.first { $0.name == name }?.value)
            if GivenStreams.isSame(x, streams[0], y, streams[1]) { continue }
            add(.identifier, .telling, path: name, streams[0].word(for: x), streams[1].word(for: y))
        }
    }

    /// What a transaction id is, apart from counting: calls before it may be more or fewer.
    private static func numbering(_ value: TranscriptValue?, _ step: Step) -> String {
        guard let value else { return "absent" }
        guard case .number(let id) = value, id >= 0, id == id.rounded() else {
            return TranscriptWriter.text(of: value)
        }
        // § 7.2.1.1: always 1 for connect. An answer repeats that of its call, which is how the two were found.
        if step.meaning == .call("connect") { return id.plainDescription }
        return id == 0 ? "0" : "counted"
    }

    // MARK: Numbers

    private mutating func media() {
        for (name, factor) in [("frame_rate", 1.2)] {
            guard case .number(let left)? = a.entry[name], case .number(let right)? = b.entry[name],
                min(left, right) > 0, max(left, right) / min(left, right) > factor
            else { continue }
            add(.value, .minor, path: name, .number(left), .number(right))
        }
    }

    private mutating func latency() {
        guard let left = a.entry.place?.latency, let right = b.entry.place?.latency,
            let weight = Weight.ofTiming(left, right)
        else { return }
        add(
            .timing, weight, path: "latency", .number(Double(left) / 1e9), .number(Double(right) / 1e9))
    }
}
