import AMF
import Comparison
import Dissection
import Transcripts

/// A comparison of two sessions for people: who they are, the timeline of both, the differences, and one sentence.
public struct ComparisonText {
    let options: ComparisonTextOptions
    let comparison: SessionComparison
    var output: [UInt8] = []

    /// Differences that do not matter, beyond which they are only counted.
    private static let maximumMinor = 12

    public static func render(_ comparison: SessionComparison, options: ComparisonTextOptions) -> [UInt8] {
        var text = ComparisonText(options: options, comparison: comparison)
        text.head(.a)
        text.head(.b)
        text.remarks()
        text.timeline()
        text.differences()
        text.closing()
        return text.output
    }

    // MARK: Head

    private mutating func head(_ side: Side) {
        let session = comparison.session(side)
        var line = StyledText(side.name, .heading)
        line.append("  ")
        line.append(.untrusted(session.file, .heading))
        if let facts = session.flow.facts {
            line.append("  flow \(facts.number)")
            line.append("  \(facts.client) → \(facts.server)  \(Quantities.duration(facts.duration))", .faint)
        }
        write([line], hang: 3)
        var items = session.flow.title.filter { $0.name != "protocol" }.map { field in
            let verb = field.name == "publish" ? "publishes" : field.name == "play" ? "plays" : "connects to"
            return StyledText.untrusted("\(verb) \(field.value.string ?? "")")
        }
        let software = [session.flow.facts?.clientSoftware, session.flow.facts?.serverSoftware]
        if software.contains(where: { $0 != nil }) {
            let names = software.map { ($0 ?? "?").escapedForTerminal }.joined(separator: " → ")
            items.append(StyledText("\(names)  (a guess)", .faint))
        }
        var line2 = StyledText("   ")
        for (index, item) in items.enumerated() {
            if index > 0 { line2.append("  ") }
            line2.append(item)
        }
        if !items.isEmpty { write([line2], hang: 3) }
    }

    private mutating func remarks() {
        var isFirst = true
        for side in Side.allCases {
            for remark in comparison.remarks[side.rawValue] {
                if isFirst { newline() }
                isFirst = false
                var line = StyledText("note  ", .warning)
                line.append("\(side.name)  ", .heading)
                line.append(.untrusted(remark))
                write([line], hang: 9)
            }
        }
    }

    // MARK: Differences

    private mutating func differences() {
        newline()
        let counts = Weight.allCases.reversed().filter { $0 != .trivial || options.showsAll }.compactMap { weight in
            let count = comparison.count(weight)
            return count == 0 ? nil : "\(count) \(weight.name)"
        }
        var line = StyledText("differences", .heading)
        line.append("  \(counts.isEmpty ? "none" : counts.joined(separator: "  "))")
        write([line], hang: 2)
        var minors = 0
        for difference in comparison.differences where difference.weight != .trivial || options.showsAll {
            if !difference.weight.matters { minors += 1 }
            if minors > Self.maximumMinor, !options.showsAll { continue }
            write(difference)
        }
        if minors > Self.maximumMinor, !options.showsAll {
            write([StyledText("  \(minors - Self.maximumMinor) more minor: --all", .faint)], hang: 2)
        }
    }

    private mutating func write(_ difference: Difference) {
        var line = StyledText("  ")
        line.append(difference.weight.name, ComparisonMark.style(of: difference.weight))
        line.pad(to: 12)
        line.append(ComparisonMark.arrow(difference.direction))
        line.pad(to: 15)
        line.append(difference.sentence)
        var lines = line.wrapped(to: options.width, hang: 15)
        if let packets = ComparisonPlace.packets(of: difference, comparison) {
            var last = lines.removeLast()
            if last.width + 2 + packets.terminalWidth > options.width {
                lines.append(last)
                last = StyledText()
                last.pad(to: 13)
            }
            last.append("  \(packets)", .faint)
            lines.append(last)
        }
        write(lines, hang: 15)
    }

    private mutating func closing() {
        newline()
        let verdict = ComparisonVerdict(comparison)
        var line = StyledText(verdict.head, .heading)
        line.append(verdict.sentence)
        write([line], hang: 2)
    }

    // MARK: Writing

    mutating func newline() { output.append(UInt8(ascii: "\n")) }

    /// Lines wrapped to the width, going on at column `hang`.
    mutating func write(_ lines: [StyledText], hang: Int) {
        for line in lines {
            for part in line.wrapped(to: options.width, hang: hang) {
                part.writeLine(to: &output, colour: options.colour)
            }
        }
    }
}
