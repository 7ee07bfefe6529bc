import AMF
import Dissection

/// Reads the text form, as it was written or as a person edited it.
///
/// Beside what `TranscriptWriter` writes it takes `->`, `<-` and `-` for the arrows and the dot, `+-` for `±`, and bare
/// words for texts that need no quotes.
public struct TranscriptParser {
    private var transcript = Transcript()
    /// The entry or title that lines may still go on with.
    private var open: (line: Int, lines: [Substring])?
    private var comments: [String] = []
    private var hasHead = false

    /// A file with more lines is no golden.
    private static let maximumLines = 2_000_000

    private init() {}

    /// Reads a whole file.
    public static func parse(_ text: String) throws(TranscriptSyntaxError) -> Transcript {
        var parser = TranscriptParser()
        var number = 0
        // A scalar view knows nothing of "\r\n" as one character.
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
            number += 1
            guard number <= maximumLines else {
                throw TranscriptSyntaxError(line: number, reason: "more lines than any transcript has")
            }
            try parser.read(line, number)
        }
        try parser.close()
        guard parser.hasHead else {
            throw TranscriptSyntaxError(line: 1, reason: "no transcript: it begins with \"\(head) 1\"")
        }
        if parser.transcript.flows.isEmpty {
            parser.transcript.comments += parser.comments
        } else {
            parser.transcript.closingComments = parser.comments
        }
        return parser.transcript
    }

    private static let head = "rtmp-dissect transcript"

    private mutating func read(_ line: Substring, _ number: Int) throws(TranscriptSyntaxError) {
        let content = line.trimmingSpaces()
        if content.hasPrefix("#") {
            try close()
            comments.append(String(line))
        } else if content.isEmpty {
            try close()
            // A comment that stands by itself at the top is about the whole file.
            if transcript.flows.isEmpty, !comments.isEmpty {
                transcript.comments += comments
                comments = []
            }
        } else if !hasHead {
            try readHead(content, number)
        } else if content == "keep" || content.hasPrefix("keep ") {
            try readParts(content.dropFirst(4), number)
        } else if content.hasPrefix("flow:") || Self.startsEntry(content) {
            try close()
            open = (number, [line])
        } else if open != nil {
            open?.lines.append(line)
        } else {
            throw TranscriptSyntaxError(
                line: number,
                reason: "neither an entry (→, ←, ·), nor a flow, nor a comment: \(Self.excerpt(content))")
        }
    }

    private mutating func readHead(_ content: Substring, _ number: Int) throws(TranscriptSyntaxError) {
        guard content.hasPrefix(Self.head), let version = Int(content.dropFirst(Self.head.count).trimmingSpaces())
        else {
            throw TranscriptSyntaxError(line: number, reason: "no transcript: it begins with \"\(Self.head) 1\"")
        }
        guard version == Transcript.version else {
            throw TranscriptSyntaxError(
                line: number, reason: "version \(version): this program knows version \(Transcript.version)")
        }
        hasHead = true
    }

    private mutating func readParts(_ words: Substring, _ number: Int) throws(TranscriptSyntaxError) {
        var parts: Set<TranscriptPart> = []
        for word in words.split(separator: " ") {
            let name = word.drop { $0 == "+" || $0 == "-" }
            if word == "usual" {
                parts.formUnion(TranscriptPart.usual)
            } else if let part = TranscriptPart(rawValue: String(name)) {
                if word.hasPrefix("-") { parts.remove(part) } else { parts.insert(part) }
            } else {
                throw TranscriptSyntaxError(line: number, reason: "\(Self.excerpt(word)) is nothing to keep")
            }
        }
        transcript.parts = parts
    }

    // MARK: Flows and entries

    private static let arrows: [(String, Direction?)] = [
        ("→", .clientToServer), ("->", .clientToServer), ("←", .serverToClient), ("<-", .serverToClient),
        ("·", nil), ("- ", nil),
    ]

    private static func startsEntry(_ content: Substring) -> Bool {
        content.hasPrefix("...") || content == "…" || arrows.contains { content.hasPrefix($0.0) }
    }

    /// The entry or title at hand is whole.
    private mutating func close() throws(TranscriptSyntaxError) {
        guard let (line, lines) = open else { return }
        open = nil
        let text = lines.joined(separator: "\n")[...].trimmingSpaces()
        if text.hasPrefix("flow:") {
            var reader = TranscriptTokens(text.dropFirst(5), line: line)
            var flow = TranscriptFlow(title: try reader.fields())
            guard !flow.title.isEmpty else { throw TranscriptSyntaxError(line: line, reason: "a flow without a title") }
            flow.line = line
            flow.comments = comments
            comments = []
            transcript.flows.append(flow)
            return
        }
        guard let last = transcript.flows.indices.last else {
            throw TranscriptSyntaxError(line: line, reason: "an entry before the first \"flow:\"")
        }
        var entry = try Self.entry(text, line)
        entry.line = line
        entry.source = lines.map(String.init)
        entry.comments = comments
        comments = []
        transcript.flows[last].entries.append(entry)
    }

    private static func entry(_ text: Substring, _ line: Int) throws(TranscriptSyntaxError) -> TranscriptEntry {
        var rest = text
        var direction: Direction?
        if let (arrow, its) = arrows.first(where: { text.hasPrefix($0.0) }) {
            direction = its
            rest = rest.dropFirst(arrow.count).trimmingSpaces()
        }
        if rest == "..." || rest == "…" {
            var entry = TranscriptEntry(direction, "...")
            entry.presence = .anything
            return entry
        }
        var presence = TranscriptEntry.Presence.required
        if rest.hasPrefix("?") {
            presence = .optional
            rest = rest.dropFirst().trimmingSpaces()
        }
        let colon = kindEnd(rest)
        let kind = rest[..<(colon ?? rest.endIndex)].trimmingSpaces()
        guard !kind.isEmpty, !kind.contains("\n") else {
            throw TranscriptSyntaxError(line: line, reason: "an entry without a name and a colon behind it")
        }
        var entry = TranscriptEntry(direction, String(kind))
        entry.presence = presence
        if let colon {
            var reader = TranscriptTokens(rest[rest.index(after: colon)...], line: line)
            entry.fields = try reader.fields()
        }
        return entry
    }

    /// The colon behind the kind, which is not in quotes.
    private static func kindEnd(_ text: Substring) -> Substring.Index? {
        var isQuoted = false
        var isEscaped = false
        for index in text.indices {
            switch text[index] {
            case _ where isEscaped: isEscaped = false
            case "\\": isEscaped = isQuoted
            case "\"": isQuoted.toggle()
            case ":" where !isQuoted: return index
            default: break
            }
        }
        return nil
    }

    static func excerpt(_ text: Substring) -> String {
        String(text.prefix(40)).quotedForTerminal
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        var result = drop { $0.isWhitespace }
        while let last = result.last, last.isWhitespace { result.removeLast() }
        return result
    }
}
