import AMF
import Transcripts

extension Difference {
    /// In words, the first session being A and the second B; safe for terminals, without the sender.
    public var sentence: String {
        let subject = subjects.joined(separator: ", ").escapedForTerminal
        switch kind {
        case .only: return lone(subject)
        case .stops: return stopping(subject)
        case .order: return "\(subject) comes \(words(a)) in A, \(words(b)) in B"
        case .waiting:
            let answer = path ?? ""
            return "\(subject) \(words(a)) for the \(answer.escapedForTerminal) in A, \(words(b)) in B"
        case .value where phase == .end && path == "by": return "the \(words(a)) closes in A, the \(words(b)) in B"
        case .outcome: return "\(subject) is \(words(a)) in A, \(words(b)) in B"
        case .value, .chunking, .identifier: return field(subject)
        case .timing:
            let times = "\(seconds(a)) in A, \(seconds(b)) in B"
            return path == "pause" ? "\(subject) comes after a pause of \(times)" : "\(subject) takes \(times)"
        }
    }

    /// As short as it can be said.
    public var headline: String {
        guard kind == .stops else { return sentence }
        return String(sentence.prefix { $0 != ";" })
    }

    private func words(_ value: TranscriptValue?) -> String { value.map { Spelling.value($0) } ?? "nothing" }

    private func lone(_ subject: String) -> String {
        var words = Spelling.value((a ?? b) ?? .word(""))
        // `onFCPublish NetStream.Publish.Start` of `onFCPublish`.
        if words.hasPrefix("\(subject) ") { words = String(words.dropFirst(subject.count + 1)) }
        return "\(subject) is only in \(a == nil ? "B" : "A")\(words.isEmpty ? "" : ": \(words)")"
    }

    private func stopping(_ subject: String) -> String {
        var going: [String] = []
        if case .list(let words)? = a ?? b { going = words.map { Spelling.value($0) } }
        let (stopped, other) = a == nil ? ("A", "B") : ("B", "A")
        let circumstances = note.map { " (\($0))" } ?? ""
        return
            "\(stopped) stops after \(subject)\(circumstances); \(other) goes on with \(going.joined(separator: ", "))"
    }

    private func field(_ subject: String) -> String {
        let name = (path ?? "").escapedForTerminal
        let head = kind == .chunking && path == "size" ? subject : "\(name) of \(subject)"
        switch (a, b) {
        case (let a?, let b?): return "\(head) is \(words(a)) in A, \(words(b)) in B"
        case (let a?, nil): return "\(head) is only in A: \(words(a))"
        case (nil, let b?): return "\(head) is only in B: \(words(b))"
        case (nil, nil): return head
        }
    }

    private func seconds(_ value: TranscriptValue?) -> String {
        guard case .number(let seconds)? = value, seconds.magnitude < 9e9 else { return "?" }
        return Spelling.duration(Int64(max(seconds, 0) * 1e9))
    }
}
