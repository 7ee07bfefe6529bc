import AMF
import Comparison
import Dissection
import Transcripts

/// The steps of both sessions, phase by phase; what is equal is folded.
extension ComparisonText {
    private var isWide: Bool { options.width >= ComparisonTextOptions.twoColumns }

    mutating func timeline() {
        newline()
        heading()
        var shown = 0
        for phase in Phase.allCases {
            let rows = comparison.rows.filter { $0.phase == phase && !isUnknownEnd($0) }
            guard !rows.isEmpty else { continue }
            var title = StyledText("  \(phase.title)", .heading)
            if rows.allSatisfy({ isFolded($0, shown) }) {
                title.append("  \(ComparisonFold(rows, comparison).words)", .faint)
                write([title], hang: 7)
            } else {
                write([title], hang: 2)
                show(rows, &shown)
            }
        }
    }

    /// - Parameter stopped: Steps that were shown of where one session stops.
    private mutating func show(_ rows: [Row], _ stopped: inout Int) {
        var folded: [Row] = []
        for row in rows {
            if isFolded(row, stopped) {
                folded.append(row)
                continue
            }
            fold(&folded)
            if isWhereOneStops(row) { stopped += 1 }
            if isWide { sideBySide(row) } else { unified(row) }
        }
        fold(&folded)
    }

    private mutating func fold(_ rows: inout [Row]) {
        guard !rows.isEmpty else { return }
        let indentation = String(repeating: " ", count: isWide ? Self.gutter : 5)
        write([StyledText(indentation + ComparisonFold(rows, comparison).words, .faint)], hang: 7)
        rows = []
    }

    /// An end that a capture does not have is not shown beside one that the other has.
    private func isUnknownEnd(_ row: Row) -> Bool {
        row.phase == .end && (comparison.a.isOpen || comparison.b.isOpen) && !options.showsAll
    }

    /// Steps shown of where one session stops and the other one goes on.
    private static let maximumStopped = 4

    private func isWhereOneStops(_ row: Row) -> Bool {
        row.differences.contains { comparison.differences[$0].kind == .stops }
    }

    private func isFolded(_ row: Row, _ stopped: Int) -> Bool {
        guard !options.showsAll else { return false }
        if row.isExcused { return true }
        if stopped >= Self.maximumStopped, isWhereOneStops(row) { return true }
        if weight(row)?.matters ?? false { return false }
        return row.onlySide == nil || row.phase == .teardown
    }

    private func weight(_ row: Row) -> Weight? { row.differences.map { comparison.differences[$0].weight }.max() }

    /// Columns before the first cell: mark and arrow.
    private static let gutter = 8
    private static let timeWidth = 9

    private mutating func heading() {
        var line = StyledText()
        if isWide {
            line.pad(to: Self.gutter + Self.timeWidth - 1)
            line.append("A", .heading)
            line.pad(to: Self.gutter + cell + 3 + Self.timeWidth - 1)
            line.append("B", .heading)
        } else {
            line.pad(to: 5 + Self.timeWidth - 1)
            line.append("A", .heading)
            line.pad(to: 5 + Self.timeWidth + 2 + Self.timeWidth - 1)
            line.append("B", .heading)
        }
        write([line], hang: 0)
    }

    // MARK: Rows

    /// Those differences of a row that are shown at it.
    private func shown(_ row: Row) -> [Difference] {
        row.differences.map { comparison.differences[$0] }.filter { difference in
            switch difference.kind {
            case .only, .stops: return false
            default: return options.showsAll || difference.weight.matters
            }
        }
    }

    private func left(out row: Row) -> Int {
        row.differences.count {
            !comparison.differences[$0].weight.matters && comparison.differences[$0].weight > .trivial
        }
    }

    private func time(_ step: Step?) -> StyledText {
        var text = StyledText()
        guard let elapsed = step?.elapsed else { return text }
        let time = Quantities.seconds(elapsed)
        text.pad(to: max(Self.timeWidth - time.count, 0))
        text.append(time, .faint)
        return text
    }

    private func hasOutcome(_ row: Row) -> Bool {
        row.differences.contains { comparison.differences[$0].kind == .outcome }
    }

    private func name(_ step: Step) -> StyledText {
        var text = StyledText.untrusted(step.entry.kind == "onStatus" ? step.word : step.entry.kind, .name)
        if step.count > 1 { text.append(" ×\(step.count)", .faint) }
        return text
    }

    /// What a step says, for one that stands alone.
    private func items(_ step: Step) -> [String] {
        let hidden: Set<String> = ["fmt", "answers", "begins", "sequence_headers", "bytes", "bit_rate", "frame_rate"]
        // What nobody looks at first.
        let usual = options.showsAll ? [] : ["transaction", "level"]
        let fields = step.entry.fields.filter { field in
            !hidden.contains(field.name) && !(usual.contains(field.name) && field.value != .text("error"))
                && !(step.entry.kind == "onStatus" && field.name == "code")
        }
        let texts = fields.map { Self.short(TranscriptWriter.text(of: $0)) }
        let maximum = options.showsAll ? 40 : 6
        return texts.count > maximum ? texts.prefix(maximum) + ["… \(texts.count - maximum) more"] : texts
    }

    private static func short(_ text: String) -> String { text.count > 100 ? "\(text.prefix(100))…" : text }

    private mutating func unified(_ row: Row) {
        let (a, b) = comparison.steps(of: row)
        guard let step = a ?? b else { return }
        var line = StyledText("  ")
        line.append(ComparisonMark.mark(row, weight(row)))
        line.pad(to: 5)
        line.append(time(a))
        line.pad(to: 5 + Self.timeWidth + 2)
        line.append(time(b))
        line.pad(to: 5 + 2 * Self.timeWidth + 4)
        line.append(ComparisonMark.arrow(step.direction))
        let column = 5 + 2 * Self.timeWidth + 7
        line.pad(to: column)
        line.append(hasOutcome(row) ? StyledText.untrusted(step.meaning.subject, .name) : name(step))
        if row.onlySide != nil || (row.differences.isEmpty && options.showsAll) {
            for item in items(step) { line.append("  \(item)") }
        }
        write([line], hang: column + 2)
        for difference in shown(row) {
            for (side, value) in [(Side.a, difference.a), (.b, difference.b)] {
                if row.onlySide == side.other, difference.kind == .order { continue }
                // What a moved step says otherwise stands at the first of its rows.
                if row.onlySide == .b, difference.kind != .order { continue }
                guard let text = Self.text(value, of: difference) else { continue }
                var line = StyledText(String(repeating: " ", count: column))
                line.append(side == .a ? "- " : "+ ", side == .a ? .bad : .good)
                line.append(text)
                write([line], hang: column + 4)
            }
        }
        remark(row, at: column)
    }

    private mutating func remark(_ row: Row, at column: Int) {
        let count = left(out: row)
        guard !options.showsAll, count > 0, row.onlySide == nil else { return }
        let text = "\(count) minor difference\(count == 1 ? "" : "s")"
        write([StyledText(String(repeating: " ", count: column) + text, .faint)], hang: column)
    }

    /// `csid 3`; `nil` for what is not there.
    private static func text(_ value: TranscriptValue?, of difference: Difference) -> String? {
        guard let value else { return nil }
        let text = short(TranscriptWriter.text(of: value))
        switch difference.kind {
        case .order: return "comes \(text)"
        case .outcome: return text
        case .waiting: return "\(text) for the \((difference.path ?? "").escapedForTerminal)"
        case .timing:
            guard case .number(let seconds) = value, seconds.magnitude < 9e9 else { return nil }
            let time = Quantities.duration(Int64(seconds * 1e9))
            return difference.path == "pause" ? "after a pause of \(time)" : "after \(time)"
        default: return "\((difference.path ?? "").escapedForTerminal) \(text)"
        }
    }

    // MARK: Two columns

    /// Columns of a cell.
    private var cell: Int { (options.width - Self.gutter - 3) / 2 }

    private mutating func sideBySide(_ row: Row) {
        let (a, b) = comparison.steps(of: row)
        guard let step = a ?? b else { return }
        let blocks = (blocks(a, row, .a), blocks(b, row, .b))
        var (left, right): ([StyledText], [StyledText]) = ([], [])
        for index in 0..<max(blocks.0.count, blocks.1.count) {
            if index < blocks.0.count { left += blocks.0[index] }
            if index < blocks.1.count { right += blocks.1[index] }
            // Each field begins at the same line in both cells.
            let count = max(left.count, right.count)
            left += Array(repeating: StyledText(), count: count - left.count)
            right += Array(repeating: StyledText(), count: count - right.count)
        }
        for index in left.indices {
            var line = StyledText("  ")
            if index == 0 {
                line.append(ComparisonMark.mark(row, weight(row)))
                line.pad(to: 5)
                line.append(ComparisonMark.arrow(step.direction))
            }
            line.pad(to: Self.gutter)
            line.append(left[index])
            line.pad(to: Self.gutter + cell)
            line.append(" │", .faint)
            if !right[index].isEmpty {
                line.append(" ")
                line.append(right[index])
            }
            line.writeLine(to: &output, colour: options.colour)
        }
        remark(row, at: Self.gutter + Self.timeWidth + 2)
    }

    /// What a cell says: the step, then field by field.
    private func blocks(_ step: Step?, _ row: Row, _ side: Side) -> [[StyledText]] {
        guard let step else { return [] }
        var line = time(step)
        line.pad(to: Self.timeWidth + 2)
        line.append(hasOutcome(row) ? StyledText.untrusted(step.word, .name) : name(step))
        if row.onlySide != nil || (row.differences.isEmpty && options.showsAll) {
            for item in items(step) { line.append("  \(item)") }
        }
        var blocks = [line.wrapped(to: cell, hang: Self.timeWidth + 4, breaksWords: true)]
        for difference in shown(row) {
            // A step's kind stands in its name already.
            if difference.kind == .outcome { continue }
            let value = side == .a ? difference.a : difference.b
            var line = StyledText(String(repeating: " ", count: Self.timeWidth + 4))
            if let text = Self.text(value, of: difference) {
                line.append(text, side == .a ? .bad : .good)
            } else {
                line.append("no \((difference.path ?? "").escapedForTerminal)", .faint)
            }
            blocks.append(line.wrapped(to: cell, hang: Self.timeWidth + 6, breaksWords: true))
        }
        return blocks
    }
}
