import AMF
import Dissection
import Transcripts

/// A difference in one sentence, and which of many matters most.
struct DifferenceSentence {
    /// Without a full stop; escaped.
    let text: String
    /// The line of the golden that it is about.
    let line: Int?
    /// The less, the more it matters.
    private let weight: Int

    /// The difference to tell first: what a user would call the failure, not what only follows from it.
    static func first(of comparison: TranscriptComparison) -> DifferenceSentence? {
        comparison.flows.lazy.flatMap { all(of: $0) }.reduce(nil as DifferenceSentence?) { best, next in
            best.map { next.weight < $0.weight ? next : $0 } ?? next
        }
    }

    /// Every difference of a flow.
    static func all(of flow: FlowComparison) -> [DifferenceSentence] {
        guard let expected = flow.expected else {
            return flow.actual.map { [DifferenceSentence("flow \(title($0)) is new", nil, 1)] } ?? []
        }
        guard let actual = flow.actual else {
            return [DifferenceSentence("flow \(title(expected)) is missing", expected.line, 0)]
        }
        let place = "in flow \(title(expected))"
        var all: [DifferenceSentence] = []
        if let difference = flow.titleDifferences.first {
            all.append(DifferenceSentence("\(place) \(difference.sentence)", expected.line, 2))
        }
        var before = expected.line
        for step in flow.steps {
            switch step {
            case .changed(let e, let a, let differences):
                let entry = expected.entries[e]
                let first = differences.first { $0.path == "code" } ?? differences.first
                let more = differences.count > 1 ? ", and \(differences.count - 1) more" : ""
                all.append(
                    DifferenceSentence(
                        "\(place) \(who(actual.entries[a]))\(entry.kind.escapedForTerminal): "
                            + "\(first?.sentence ?? "differs")\(more)", entry.line,
                        first?.path == "code" ? 0 : weight(entry) + 2))
            case .missing(let e):
                let entry = expected.entries[e]
                all.append(DifferenceSentence("\(place) \(name(entry)) is missing", entry.line, weight(entry)))
            case .extra(let a):
                let entry = actual.entries[a]
                all.append(DifferenceSentence("\(place) \(name(entry)) is new", before, weight(entry) + 1))
            case .same, .absent, .covered: break
            }
            if let e = step.expectedIndex { before = expected.entries[e].line ?? before }
        }
        return all
    }

    private init(_ text: String, _ line: Int?, _ weight: Int) {
        self.text = text
        self.line = line
        self.weight = weight
    }

    private static func weight(_ entry: TranscriptEntry) -> Int {
        if entry["code"] != nil { return 1 }
        return switch entry.topic {
        case .command: 2
        case .handshake: 3
        case .audioConfiguration, .videoConfiguration, .data: 4
        case .control, .userControl, .chunkSize, .media: 5
        case .acknowledgement, .ping, .damage, .end, .anything: 7
        }
    }

    private static func title(_ flow: TranscriptFlow) -> String { TranscriptWriter.title(of: flow) }

    private static func who(_ entry: TranscriptEntry) -> String {
        switch entry.direction {
        case .clientToServer: "the client's "
        case .serverToClient: "the server's "
        case nil: ""
        }
    }

    /// `the server's onStatus NetStream.Publish.Start`
    private static func name(_ entry: TranscriptEntry) -> String {
        let code = entry["code"].map { " \($0.string?.escapedForTerminal ?? TranscriptWriter.text(of: $0))" } ?? ""
        return "\(who(entry))\(entry.kind.escapedForTerminal)\(code)"
    }
}

extension EntryAlignment.Step {
    /// Index of the golden's entry.
    var expectedIndex: Int? {
        switch self {
        case .same(let e, _), .changed(let e, _, _), .missing(let e), .absent(let e), .covered(let e, _): e
        case .extra: nil
        }
    }
}
