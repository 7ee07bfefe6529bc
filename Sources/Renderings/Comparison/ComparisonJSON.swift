import Comparison
import Dissection
import Transcripts

/// A comparison of two sessions as one JSON document; `Schema/rtmp-dissect-compare.schema.json` describes it.
public enum ComparisonJSON {
    /// Changes with the meaning or the absence of a field; additions leave the first number.
    public static let version = "1.0"

    public static func render(_ comparison: SessionComparison) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("schema_version")
            json.string(version)
            for side in Side.allCases {
                json.key(side == .a ? "a" : "b")
                json.session(comparison.session(side), remarks: comparison.remarks[side.rawValue])
            }
            json.key("differs")
            json.flag(comparison.firstThatMatters != nil)
            json.key("first_divergence")
            if let first = comparison.firstThatMatters, let index = comparison.differences.firstIndex(of: first) {
                json.integer(index)
            } else {
                json.null()
            }
            json.key("verdict")
            json.string(ComparisonVerdict(comparison).text)
            json.key("counts")
            json.object { json in
                for weight in Weight.allCases.reversed() {
                    json.key(weight.name)
                    json.integer(comparison.count(weight))
                }
            }
            json.key("differences")
            json.array { json in comparison.differences.forEach { json.difference($0) } }
            json.key("steps")
            json.array { json in comparison.rows.forEach { json.row($0, comparison) } }
        }
        json.newline()
        return json.take()
    }
}

extension JSONWriter {
    fileprivate mutating func session(_ session: ComparedSession, remarks: [String]) {
        object { json in
            json.key("file")
            json.string(session.file)
            if let facts = session.flow.facts {
                json.key("flow")
                json.integer(facts.number)
                json.key("client")
                json.string(facts.client)
                json.key("server")
                json.string(facts.server)
                json.key("client_software")
                json.text(facts.clientSoftware)
                json.key("server_software")
                json.text(facts.serverSoftware)
                json.key("started")
                json.time(facts.start)
                json.key("duration")
                json.seconds(facts.duration)
            }
            json.key("title")
            json.array { json in
                for field in session.flow.title {
                    json.object { json in
                        json.key("does")
                        json.string(field.name)
                        json.key("what")
                        json.transcriptValue(field.value)
                    }
                }
            }
            json.key("still_open")
            json.flag(session.isOpen)
            json.key("remarks")
            json.array { json in remarks.forEach { json.string($0) } }
        }
    }

    fileprivate mutating func difference(_ difference: Difference) {
        object { json in
            json.key("kind")
            json.string(difference.kind.rawValue)
            json.key("weight")
            json.string(difference.weight.name)
            json.key("phase")
            json.string(difference.phase.key)
            json.key("direction")
            json.direction(difference.direction)
            json.key("subjects")
            json.array { json in difference.subjects.forEach { json.string($0) } }
            json.key("path")
            json.text(difference.path)
            for (name, value) in [("a", difference.a), ("b", difference.b)] {
                guard let value else { continue }
                json.key(name)
                json.transcriptValue(value)
            }
            json.key("text")
            json.string(difference.sentence)
            json.key("steps")
            json.array { json in difference.rows.forEach { json.integer($0) } }
        }
    }

    fileprivate mutating func row(_ row: Row, _ comparison: SessionComparison) {
        let (a, b) = comparison.steps(of: row)
        object { json in
            json.key("phase")
            json.string(row.phase.key)
            json.key("direction")
            json.direction((a ?? b)?.direction)
            json.key("subject")
            json.string((a ?? b)?.meaning.subject ?? "")
            json.key("state")
            json.string(row.state)
            if let elsewhere = row.elsewhere {
                json.key("elsewhere")
                json.integer(elsewhere)
            }
            for (name, step) in [("a", a), ("b", b)] {
                guard let step else { continue }
                json.key(name)
                json.step(step)
            }
            json.key("differences")
            json.array { json in row.differences.forEach { json.integer($0) } }
        }
    }

    private mutating func step(_ step: Step) {
        object { json in
            json.key("kind")
            json.string(step.entry.kind)
            if let elapsed = step.elapsed {
                json.key("elapsed")
                json.seconds(elapsed)
            }
            if let place = step.entry.place {
                json.key("packets")
                json.object { json in
                    json.key("first")
                    json.integer(place.firstPacket)
                    json.key("last")
                    json.integer(place.lastPacket)
                }
            }
            if step.count > 1 {
                json.key("count")
                json.integer(step.count)
            }
            json.key("fields")
            json.transcriptFields(step.entry.fields)
        }
    }

    private mutating func text(_ text: String?) { if let text { string(text) } else { null() } }

    private mutating func direction(_ direction: Direction?) {
        switch direction {
        case .clientToServer: string("c2s")
        case .serverToClient: string("s2c")
        case nil: null()
        }
    }
}

extension JSONWriter {
    /// Names may repeat in a record; of those of one name the first is written.
    mutating func transcriptFields(_ fields: [TranscriptField]) {
        object { json in
            var names: Set<String> = []
            for field in fields where names.insert(field.name).inserted {
                json.key(field.name)
                json.transcriptValue(field.value)
            }
        }
    }

    /// Patterns, which captures do not have, as text.
    mutating func transcriptValue(_ value: TranscriptValue) {
        switch value {
        case .word("null"), .word("undefined"): null()
        case .word("true"): flag(true)
        case .word("false"): flag(false)
        case .word(let word): string(word)
        case .text(let text): string(text)
        case .number(let number):
            if number.isFinite { self.number(number) } else { null() }
        case .list(let values): array { json in values.forEach { json.transcriptValue($0) } }
        case .record(let fields): transcriptFields(fields)
        case .any, .glob, .near, .range, .rest: string(TranscriptWriter.text(of: value))
        }
    }
}

extension Phase {
    /// In JSON.
    var key: String {
        switch self {
        case .createStream: "create_stream"
        case .start: "start"
        case .sequenceHeaders: "sequence_headers"
        default: title
        }
    }
}

extension Row {
    /// In JSON.
    fileprivate var state: String {
        if elsewhere != nil { return "moved" }
        if isExcused { return "not_captured" }
        switch onlySide {
        case .a: return "only_a"
        case .b: return "only_b"
        case nil: return differences.isEmpty ? "equal" : "differs"
        }
    }
}
