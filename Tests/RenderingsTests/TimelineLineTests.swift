import Testing

@testable import Renderings

@Suite struct TimelineLineTests {
    private static func line(_ items: [String], name: String = "connect #1") -> TimelineLine {
        var line = TimelineLine()
        line.elapsed = StyledText("0.043865")
        line.mark = StyledText("→")
        line.name = StyledText(name)
        line.chunk = StyledText("0·3")
        line.size = StyledText("140 B")
        line.items = items.map { StyledText($0) }
        return line
    }

    private static func lines(_ line: TimelineLine, width: Int) -> [Substring] {
        var output: [UInt8] = []
        line.write(to: &output, width: width, colour: false)
        let text = String(decoding: output, as: UTF8.self)
        #expect(text.hasSuffix("\n"))
        return text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test("what fits stands on one line, two spaces between items")
    func oneLine() {
        let lines = Self.lines(Self.line(["app \"live\"", "type nonprivate"]), width: 100)
        #expect(lines.count == 1)
        #expect(lines.first?.contains("140 B  app \"live\"  type nonprivate") == true)
    }

    @Test("items wrap to one column, at any width from 60 to 200", arguments: [60, 72, 80, 100, 132, 200])
    func wrapping(width: Int) {
        let items = (0..<12).map { "item\($0) " + String(repeating: "v", count: $0 * 2) }
        let lines = Self.lines(Self.line(items), width: width)
        #expect(lines.allSatisfy { String($0).terminalWidth <= width }, "\(lines)")
        // Every item once, in order, unbroken where it fits.
        let words = lines.joined(separator: " ").split(separator: " ")
        #expect(words.filter { $0.hasPrefix("item") } == (0..<12).map { "item\($0)" })
        let indents = Set(lines.dropFirst().map { $0.prefix { $0 == " " }.count })
        #expect(indents.count <= 1)
    }

    @Test("a word longer than the line stands on a line of its own, whole")
    func longWord() {
        let url = "rtmp://" + String(repeating: "x", count: 300)
        let lines = Self.lines(Self.line(["tcUrl \(url)", "last"]), width: 80)
        #expect(lines.contains { $0.contains(url) })
        #expect(lines.last?.contains("last") == true)
    }

    @Test("a name longer than its column pushes the others, and nothing is lost")
    func longName() {
        let lines = Self.lines(Self.line(["app"], name: String(repeating: "n", count: 60)), width: 100)
        #expect(lines.joined().contains(String(repeating: "n", count: 60)))
        #expect(lines.joined().contains("140 B"))
        #expect(lines.joined().contains("app"))
    }

    @Test("no line ends in spaces, and a line without items is one line")
    func trailing() {
        #expect(Self.lines(Self.line([]), width: 80).count == 1)
        for line in Self.lines(Self.line(["a", "", "b"]), width: 40) { #expect(!line.hasSuffix(" ")) }
    }
}
