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
    var chunk = StyledText()
    var size = StyledText()
    var items: [StyledText] = []

    private static let elapsedWidth = 10
    private static let nameWidth = 20
    private static let chunkWidth = 5
    private static let sizeWidth = 8
    /// Where the name begins, behind flow, time and arrow.
    static let nameColumn = 3 + elapsedWidth + 2 + 1 + 2
    static let itemColumn = nameColumn + nameWidth + 2 + chunkWidth + 1 + sizeWidth + 2

    /// Writes the line, wrapped between items where `width` columns are not enough.
    func write(to output: inout [UInt8], width: Int, colour: Bool) {
        var line = StyledText()
        line.append(flow)
        line.pad(to: 3)
        line.pad(to: 3 + max(Self.elapsedWidth - elapsed.width, 0))
        line.append(elapsed)
        line.append("  ")
        line.append(mark)
        line.pad(to: line.width + max(1 - mark.width, 0) + 2)
        line.append(name)
        if !chunk.isEmpty || !size.isEmpty {
            line.pad(to: max(Self.nameColumn + Self.nameWidth, line.width) + 2)
            line.append(chunk)
            let end = Self.nameColumn + Self.nameWidth + 2 + Self.chunkWidth + 1 + Self.sizeWidth
            line.pad(to: max(end - size.width, line.width + 1))
            line.append(size)
        }
        // Without a chunk column the items may begin right behind the name.
        let start = chunk.isEmpty && size.isEmpty ? line.width + 2 : max(Self.itemColumn, line.width + 2)
        let hang = chunk.isEmpty && size.isEmpty ? Self.nameColumn + 2 : min(Self.itemColumn, start)
        Self.wrap(items, after: line, at: start, hang: hang, to: &output, width: width, colour: colour)
    }

    /// Writes items behind `line`, going on in new lines at column `hang`.
    static func wrap(
        _ items: [StyledText], after first: StyledText, at start: Int, hang: Int, to output: inout [UInt8],
        width: Int, colour: Bool
    ) {
        var line = first
        var isFresh = true
        for item in items where !item.isEmpty {
            let column = isFresh ? start : line.width + 2
            if column + item.width > width, !isFresh || start > hang {
                line.writeLine(to: &output, colour: colour)
                line = StyledText()
                line.pad(to: hang)
            } else {
                line.pad(to: column)
            }
            isFresh = false
            line.append(item)
        }
        line.writeLine(to: &output, colour: colour)
    }
}

extension StyledText {
    func writeLine(to output: inout [UInt8], colour: Bool) {
        write(to: &output, colour: colour)
        output.append(UInt8(ascii: "\n"))
    }
}
