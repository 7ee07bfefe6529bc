import AMF
import Dissection

/// The text form of a transcript: what a golden file holds.
///
/// ```
/// rtmp-dissect transcript 1
/// keep usual
///
/// flow: publish "live/cam"
///   → connect: app "live"  tcUrl "rtmp://*/live"  csid 3
///   ← result of connect: code "NetConnection.Connect.Success"  level "status"  csid 3
///   → video: stream 1  codec h264  frames 40±25%  timestamps monotonic
///   · end: by client  with FIN
/// ```
///
/// A line an entry; fields that do not fit go on below it, further in. Nothing in it can act on a terminal.
public struct TranscriptWriter {
    /// Columns within which fields stand.
    public var width = 100
    private let parts: Set<TranscriptPart>

    /// - Parameter parts: Those that are written.
    public init(parts: Set<TranscriptPart>) { self.parts = parts }

    /// The whole file.
    public func text(of transcript: Transcript) -> String {
        lines(of: transcript).joined(separator: "\n") + "\n"
    }

    public func lines(of transcript: Transcript) -> [String] {
        var lines = ["rtmp-dissect transcript \(Transcript.version)", "keep \(Self.words(for: parts))"]
        if !transcript.comments.isEmpty { lines += [""] + transcript.comments }
        for flow in transcript.flows {
            lines.append("")
            lines += flow.comments
            lines += self.lines(ofTitle: flow)
            for entry in flow.entries where keeps(entry) { lines += entry.comments + self.lines(of: entry) }
        }
        return lines + transcript.closingComments
    }

    /// Whether the parts have the entry.
    public func keeps(_ entry: TranscriptEntry) -> Bool { entry.topic.part.map { parts.contains($0) } ?? true }

    /// `flow: publish "live/cam"`
    public func lines(ofTitle flow: TranscriptFlow) -> [String] {
        wrap("flow:", flow.title.compactMap(\.kept), indentation: "")
    }

    /// The lines of an entry, indented as in the file.
    public func lines(of entry: TranscriptEntry) -> [String] {
        if let source = entry.source { return source }
        let topic = entry.topic
        let kept = entry.fields.filter { field in topic.part(ofField: field.name).map { parts.contains($0) } ?? true }
            .compactMap(\.kept)
        if entry.presence == .anything { return ["  \(Self.arrow(entry.direction, orNone: "..."))"] }
        let mark = entry.presence == .optional ? "? " : ""
        let head = "\(Self.arrow(entry.direction)) \(mark)\(entry.kind)"
        return kept.isEmpty ? ["  \(head)"] : wrap("\(head):", kept, indentation: "  ")
    }

    private func wrap(_ head: String, _ fields: [TranscriptField], indentation: String) -> [String] {
        var lines: [String] = []
        var line = indentation + head
        var gap = " "
        for field in fields {
            let text = Self.text(of: field)
            // A record that is longer than a line goes on in the next one.
            let units = text.count > width - 8 ? Self.units(of: field) : [text]
            for unit in units {
                if !lines.isEmpty || gap != " " || line.count > indentation.count + head.count,
                    line.count + gap.count + unit.count > width
                {
                    lines.append(line)
                    line = "\(indentation)    \(unit)"
                } else {
                    line += gap + unit
                }
                gap = " "
            }
            gap = "  "
        }
        return lines + [line]
    }

    /// The pieces of a field between which a line may end.
    private static func units(of field: TranscriptField) -> [String] {
        guard case .record(let members) = field.value, members.count > 1 else { return [text(of: field)] }
        var units = members.map { "\(text(of: $0))," }
        units[0] = "\(TranscriptSpelling.name(field.name)) {\(units[0])"
        units[units.count - 1].removeLast()
        units[units.count - 1] += "}"
        return units
    }

    // MARK: Words

    /// `publish "live/cam"`
    public static func title(of flow: TranscriptFlow) -> String {
        flow.title.map { text(of: $0) }.joined(separator: "  ")
    }

    /// An arrow away from who sent it; a dot for what concerns both.
    static func arrow(_ direction: Direction?, orNone other: String = "·") -> String {
        switch direction {
        case .clientToServer: other == "..." ? "→ ..." : "→"
        case .serverToClient: other == "..." ? "← ..." : "←"
        case nil: other
        }
    }

    /// `usual`, and what is added or taken away.
    static func words(for parts: Set<TranscriptPart>) -> String {
        let more = parts.subtracting(TranscriptPart.usual).sorted().map { "+\($0.rawValue)" }
        let less = TranscriptPart.usual.subtracting(parts).sorted().map { "-\($0.rawValue)" }
        return (["usual"] + more + less).joined(separator: " ")
    }

    /// `name value`
    public static func text(of field: TranscriptField) -> String {
        field.value == .rest ? "..." : "\(TranscriptSpelling.name(field.name)) \(text(of: field.value))"
    }

    public static func text(of value: TranscriptValue) -> String {
        switch value {
        case .word(let word): word.escapedForTerminal
        case .number(let number): number.plainDescription
        case .text(let text): TranscriptSpelling.quoted(text)
        case .list(let values): "[\(values.map { text(of: $0) }.joined(separator: ", "))]"
        case .record(let fields): "{\(fields.map { text(of: $0) }.joined(separator: ", "))}"
        case .any: "*"
        case .glob(let pieces):
            "\"\(pieces.map { TranscriptSpelling.quoted($0).dropFirst().dropLast() }.joined(separator: "*"))\""
        case .near(let number, .percent(let percent)):
            "\(number.plainDescription)±\(percent.plainDescription)%"
        case .near(let number, .absolute(let distance)):
            "\(number.plainDescription)±\(distance.plainDescription)"
        case .range(let low, let high): "\(low?.plainDescription ?? "")..\(high?.plainDescription ?? "")"
        case .rest: "..."
        }
    }
}
