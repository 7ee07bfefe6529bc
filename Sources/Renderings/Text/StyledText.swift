import AMF

/// Text in pieces, each with its style, whose width on a terminal is known.
///
/// Whatever comes from a capture enters through `untrusted`, which leaves no control characters in it.
struct StyledText {
    private(set) var pieces: [(text: String, style: TextStyle)] = []
    /// Columns on a terminal.
    private(set) var width = 0

    init() {}

    init(_ text: String, _ style: TextStyle = .plain) { append(text, style) }

    /// Text out of a capture: control, bidirectional and invisible characters are spelled out.
    static func untrusted(_ text: String, _ style: TextStyle = .plain) -> StyledText {
        StyledText(text.escapedForTerminal, style)
    }

    var isEmpty: Bool { pieces.isEmpty }

    mutating func append(_ text: String, _ style: TextStyle = .plain) {
        guard !text.isEmpty else { return }
        pieces.append((text, style))
        width += text.terminalWidth
    }

    mutating func append(_ other: StyledText) {
        pieces.append(contentsOf: other.pieces)
        width += other.width
    }

    /// Fills with spaces up to `column`.
    mutating func pad(to column: Int) {
        if width < column { append(String(repeating: " ", count: column - width)) }
    }

    /// The text in parts of at most `limit` columns, broken at spaces; a word that is longer stands alone.
    func split(to limit: Int) -> [StyledText] {
        guard width > limit else { return [self] }
        var parts: [StyledText] = []
        var part = StyledText()
        for (text, style) in pieces {
            for word in text.split(separator: " ", omittingEmptySubsequences: false) {
                let isContinued = word.startIndex == text.startIndex
                let space = isContinued || part.isEmpty ? "" : " "
                if !part.isEmpty, part.width + space.count + String(word).terminalWidth > limit {
                    parts.append(part)
                    part = StyledText(String(word), style)
                } else {
                    part.append(space + word, style)
                }
            }
        }
        return part.isEmpty ? parts : parts + [part]
    }

    func write(to output: inout [UInt8], colour: Bool) {
        for (text, style) in pieces {
            if colour, let code = style.code {
                output.append(contentsOf: "\u{1b}[\(code)m".utf8)
                output.append(contentsOf: text.utf8)
                output.append(contentsOf: "\u{1b}[0m".utf8)
            } else {
                output.append(contentsOf: text.utf8)
            }
        }
    }
}

extension String {
    /// Columns that the text takes: two for East Asian wide characters and emoji, none for combining marks.
    var terminalWidth: Int {
        if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
        return unicodeScalars.reduce(0) { $0 + $1.terminalWidth }
    }
}

extension Unicode.Scalar {
    fileprivate var terminalWidth: Int {
        // Latin letters, and the dashes, dots and arrows of every line: their properties need not be looked up.
        if value < 0x300 && value != 0xad || 0x2010...0x2027 ~= value || 0x2190...0x21ff ~= value { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
            0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
            return 2
        default:
            return 1
        }
    }
}
