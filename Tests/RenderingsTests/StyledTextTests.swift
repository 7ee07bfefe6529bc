import Testing

@testable import Renderings

@Suite struct StyledTextTests {
    private static func plain(_ text: StyledText, colour: Bool = false) -> String {
        var output: [UInt8] = []
        text.write(to: &output, colour: colour)
        return String(decoding: output, as: UTF8.self)
    }

    @Test(
        "width is that of a terminal",
        arguments: [
            ("", 0), ("abc", 3), ("né", 2), ("e\u{301}", 1), ("日本", 4), ("😀", 2), ("→ ·", 3), ("a\u{200b}b", 2),
            ("ｆ", 2),
        ])
    func width(text: String, columns: Int) {
        #expect(StyledText(text).width == columns)
    }

    @Test(
        "text out of a capture is spelled out where a terminal would obey it or not show it",
        arguments: [
            ("plain", "plain"), ("日本 é", "日本 é"), ("\u{1b}[31m", #"\u{1b}[31m"#), ("a\r\nb", #"a\u{d}\u{a}b"#),
            ("\u{9b}2J", #"\u{9b}2J"#), ("\0\u{7f}", #"\u{0}\u{7f}"#), ("\u{202e}gpj", #"\u{202e}gpj"#),
            ("a\u{200b}b", #"a\u{200b}b"#), ("\u{feff}", #"\u{feff}"#),
        ])
    func untrusted(text: String, expected: String) {
        #expect(Self.plain(.untrusted(text)) == expected)
    }

    @Test("colour wraps pieces and nothing else, and ends with each")
    func colour() {
        var text = StyledText("a", .plain)
        text.append("b", .warning)
        #expect(Self.plain(text) == "ab")
        let coloured = Self.plain(text, colour: true)
        #expect(coloured.hasPrefix("a\u{1b}["))
        #expect(coloured.hasSuffix("b\u{1b}[0m"))
        // Codes take no columns.
        #expect(text.width == 2)
    }

    @Test("padding fills up to a column and never cuts")
    func padding() {
        var text = StyledText("日本")
        text.pad(to: 6)
        #expect(Self.plain(text) == "日本  ")
        text.pad(to: 2)
        #expect(text.width == 6)
    }

    @Test("splitting breaks at spaces, keeps every word and style, and leaves a long word whole")
    func splitting() {
        var text = StyledText("one two", .plain)
        text.append(" three four", .faint)
        let parts = text.split(to: 9)
        #expect(parts.map { Self.plain($0) }.allSatisfy { !$0.isEmpty })
        #expect(parts.allSatisfy { $0.width <= 9 })
        let words = parts.map { Self.plain($0) }.joined(separator: " ").split(separator: " ")
        #expect(words == ["one", "two", "three", "four"])
        let long = StyledText("a " + String(repeating: "x", count: 40) + " b").split(to: 10)
        #expect(long.map(\.width) == [1, 40, 1])
        #expect(StyledText("fits").split(to: 10).count == 1)
    }

    @Test("a limit of no columns at all still gives every word")
    func narrow() {
        #expect(StyledText("a b c").split(to: 0).map { Self.plain($0) } == ["a", "b", "c"])
        #expect(StyledText("a b c").split(to: -5).count == 3)
    }
}
