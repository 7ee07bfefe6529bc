import AMF
import Testing

@Suite("Text on a terminal")
struct EscapingTests {
    @Test(
        "plain text of any language stays as it is", arguments: ["", "live/cam1?key=a&b=\"c\\d\"", "流", "naïve", "🎥"])
    func plain(text: String) {
        #expect(text.escapedForTerminal == text)
    }

    @Test("what a terminal would obey or not show is spelled out")
    func escapes() {
        #expect("\u{1B}[31m".escapedForTerminal == #"\u{1b}[31m"#)
        #expect("a\r\nb\tc\u{0}".escapedForTerminal == #"a\u{d}\u{a}b\u{9}c\u{0}"#)
        #expect("\u{9B}2J".escapedForTerminal == #"\u{9b}2J"#)
        #expect("\u{202E}gpj.exe".escapedForTerminal == #"\u{202e}gpj.exe"#)
    }

    @Test("no invisible character gets through")
    func everyScalar() {
        let unsafe: [ClosedRange<UInt32>] = [
            0x00...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x61C...0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
            0xFEFF...0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F,
        ]
        for range in unsafe {
            for value in range {
                guard let scalar = Unicode.Scalar(value) else { continue }
                let text = String(scalar)
                #expect(text.escapedForTerminal == "\\u{\(String(value, radix: 16))}")
                #expect(text.quotedForTerminal == "\"\\u{\(String(value, radix: 16))}\"")
            }
        }
        // Everything that Unicode says cannot be seen, but for the letters and variation selectors people type.
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator:
                #expect(String(scalar).escapedForTerminal.hasPrefix("\\u{"))
            case .format where scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isBidiControl:
                #expect(String(scalar).escapedForTerminal.hasPrefix("\\u{"), "U+\(String(value, radix: 16))")
            default: break
            }
        }
    }

    @Test("quoted text cannot end its quotes")
    func quotes() {
        #expect("a\"\\".quotedForTerminal == #""a\"\\""#)
    }
}
