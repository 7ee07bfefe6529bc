/// One line of the timeline before it is laid out: columns, then items that may wrap.
///
///     1  0.043865  →  connect #1            0·3    140 B  app "live"  tcUrl rtmp://127.0.0.1/live
///     |  |         |  |                     |      |      |
///     |  elapsed   |  name                  chunk  size   items, two spaces apart
///     flow         direction
struct TimelineLine {
    var flow = StyledText()
    var elapsed = StyledText()
    var mark = StyledText()
    var name = StyledText()
    /// fmt·csid of the first chunk.
    var chunk = StyledText()
    var size = StyledText()
    var items: [StyledText] = []

    /// A flow's number, where flows have to be told apart.
    private static let gutter = 3
    private static let elapsedWidth = 9
    private static let nameWidth = 18
    private static let chunkWidth = 4
    private static let sizeWidth = 8
    /// Where the name begins, behind flow, time and arrow.
    static let nameColumn = gutter + elapsedWidth + 2 + 1 + 2
    private static let sizeEnd = nameColumn + nameWidth + 2 + chunkWidth + 1 + sizeWidth
    static let itemColumn = sizeEnd + 2
    /// Where items begin on lines without a chunk: far enough for `S0 S1 S2`.
    private static let shortItemColumn = nameColumn + 10

    /// Writes the line, wrapped between items where `width` columns are not enough.
    func write(to output: inout [UInt8], width: Int, colour: Bool) {
        var line = flow
        line.pad(to: Self.gutter + max(Self.elapsedWidth - elapsed.width, 0))
        line.append(elapsed)
        line.append("  ")
        line.append(mark)
        line.pad(to: Self.nameColumn)
        line.append(name)
        var start = max(Self.shortItemColumn, line.width + 2)
        var hang = Self.shortItemColumn
        if !chunk.isEmpty || !size.isEmpty {
            line.pad(to: max(Self.nameColumn + Self.nameWidth, line.width) + 2)
            line.append(chunk)
            line.pad(to: max(Self.sizeEnd - size.width, line.width + 1))
            line.append(size)
            start = max(Self.itemColumn, line.width + 2)
            // Half a narrow terminal is not left to white space.
            hang = min(Self.itemColumn, max(width - 40, Self.shortItemColumn))
        }
        Self.wrap(items, after: line, at: start, hang: hang, to: &output, width: width, colour: colour)
    }

    /// Writes items behind `first`, going on in new lines at column `hang`.
    static func wrap(
        _ items: [StyledText], after first: StyledText, at start: Int, hang: Int, to output: inout [UInt8],
        width: Int, colour: Bool
    ) {
        for line in lines(items, after: first, at: start, hang: hang, width: width) {
            line.writeLine(to: &output, colour: colour)
        }
    }

    /// The lines that items behind `first` take, those behind the first one indented to column `hang`.
    static func lines(
        _ items: [StyledText], after first: StyledText, at start: Int, hang: Int, width: Int
    ) -> [StyledText] {
        var lines: [StyledText] = []
        var line = first
        var column = start
        for item in items where !item.isEmpty {
            for (index, part) in item.split(to: width - hang).enumerated() {
                if index > 0 || (column + part.width > width && column > hang) {
                    lines.append(line)
                    line = StyledText()
                    column = hang
                }
                line.pad(to: column)
                line.append(part)
                column = line.width + 2
            }
        }
        lines.append(line)
        return lines
    }
}

extension StyledText {
    func writeLine(to output: inout [UInt8], colour: Bool) {
        write(to: &output, colour: colour)
        output.append(UInt8(ascii: "\n"))
    }
}
