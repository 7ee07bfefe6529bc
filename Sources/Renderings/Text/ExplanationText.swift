import Diagnostics
import Fields

/// Pages of `rtmp-dissect explain`, for people.
///
///     ack-missing  rule · warning
///     A side has received more than its peer's window without an Acknowledgement
///
///     what it means   By Window Acknowledgement Size the sender asked its peer to report …
///     |               |
///     topic           paragraph, wrapped
public struct ExplanationText: Sendable {
    private var options: TextOptions

    /// Lines longer than this are hard to read.
    private static let widest = 100
    /// Where paragraphs begin.
    private static let column = 16

    /// - Parameter options: Width and colour are used.
    public init(options: TextOptions) {
        self.options = options
        self.options.width = min(options.width, Self.widest)
    }

    /// The pages, an empty line between two.
    public func write(_ entries: [KnowledgeEntry], to output: inout [UInt8]) {
        for (index, entry) in entries.enumerated() {
            if index > 0 { output.append(UInt8(ascii: "\n")) }
            write(entry, to: &output)
        }
    }

    private func write(_ entry: KnowledgeEntry, to output: inout [UInt8]) {
        var head = StyledText(entry.name, .heading)
        head.append("  ")
        head.append(entry.kind.words, .faint)
        if let fact = Self.keyFact(entry) {
            head.append(entry.hasNumber ? " \(fact.text)" : " · \(fact.text)", fact.style)
        }
        if entry.hasNumber, let number = entry.numbers.first, number > 9 {
            head.append(" · 0x\(String(number, radix: 16))", .faint)
        }
        head.writeLine(to: &output, colour: options.colour)
        for part in StyledText(entry.title).split(to: options.width) {
            part.writeLine(to: &output, colour: options.colour)
        }
        output.append(UInt8(ascii: "\n"))
        for fact in entry.facts where !Self.isInHead(fact.name) {
            paragraph(Self.label(fact), fact.value.summary, to: &output)
        }
        for paragraph in entry.paragraphs {
            // The title has said it, or there is nothing to say.
            guard paragraph.text.lowercased() != "\(entry.title.lowercased()).", paragraph.text != "None." else {
                continue
            }
            self.paragraph(Self.label(paragraph.topic, of: entry), paragraph.text, to: &output)
        }
        for (index, reference) in entry.references.enumerated() {
            paragraph(index == 0 ? "reported in" : "", reference, to: &output)
        }
    }

    private func paragraph(_ label: String, _ text: String, to output: inout [UInt8]) {
        TimelineLine.wrap(
            [StyledText(text)], after: StyledText(label, .heading), at: Self.column, hang: Self.column, to: &output,
            width: options.width, colour: options.colour)
    }

    private static func label(_ topic: KnowledgeEntry.Topic, of entry: KnowledgeEntry) -> String {
        switch topic {
        case .meaning: "what it means"
        case .payload: "on the wire"
        case .consequence: "why it matters"
        case .practice: "in practice"
        case .advice: "what to do"
        case .fix: entry.isAboutCapture ? "to avoid it" : "fix the sender"
        case .tolerance: "tolerate it"
        case .specification: "defined in"
        }
    }

    private static func label(_ fact: Field) -> String { fact.name == "sender" ? "sent by" : fact.name }

    // MARK: What stands beside the name

    /// The word that says most: how bad it is, or its number.
    static func keyFact(_ entry: KnowledgeEntry) -> (text: String, style: TextStyle)? {
        let wanted = ["severity", "level", "number", "media"]
        guard let fact = entry.facts.first(where: { wanted.contains($0.name) }) else { return nil }
        let text = fact.value.summary
        let style: TextStyle =
            switch text {
            case "error": .bad
            case "warning": .warning
            default: .faint
            }
        return (text, style)
    }

    /// FourCC and numbers of codecs are in their first paragraph; names for machines are for machines.
    private static func isInHead(_ name: String) -> Bool { name != "sender" }
}

extension KnowledgeEntry {
    /// No peer did it: whoever captured can mend it.
    fileprivate var isAboutCapture: Bool { kind == .rule && ["capture-", "secret-"].contains { name.hasPrefix($0) } }
    /// It is known by its number as much as by its name.
    fileprivate var hasNumber: Bool { kind == .messageType || kind == .userControlEvent }
}
