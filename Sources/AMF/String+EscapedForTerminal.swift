/// Text from the wire must never reach a terminal as it is: an escape sequence in a stream name could rewrite what
/// the analyst sees, and invisible or direction-changing characters can make one name look like another.
extension String {
    /// The text with everything that a terminal would obey, or not show, as `\u{…}`.
    ///
    /// Backslashes stay as they are: for text that must be read back exactly see `quotedForTerminal`.
    public var escapedForTerminal: String {
        if utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return self }
        var escaped = ""
        for scalar in unicodeScalars { escaped += scalar.escapedForTerminal }
        return escaped
    }

    /// The text between double quotes, with quotes and backslashes in it escaped too.
    public var quotedForTerminal: String {
        var quoted = "\""
        for scalar in unicodeScalars { quoted += scalar.escapedForQuotes }
        return quoted + "\""
    }
}

extension Unicode.Scalar {
    var escapedForTerminal: String {
        isUnsafeForTerminal ? "\\u{\(String(value, radix: 16))}" : String(self)
    }

    var escapedForQuotes: String {
        self == "\"" || self == "\\" ? "\\\(self)" : escapedForTerminal
    }

    private var isUnsafeForTerminal: Bool {
        switch value {
        case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x034E: false
        // C0; DEL and C1.
        case ...0x1F, 0x7F...0x9F: true
        // Soft hyphen, combining grapheme joiner, Arabic letter mark, Hangul and Khmer fillers, Mongolian selectors.
        case 0xAD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F: true
        // Zero-width characters and direction marks; line and paragraph separators, embeddings and overrides.
        case 0x200B...0x200F, 0x2028...0x202E: true
        // Word joiner, invisible operators, isolates, deprecated format characters.
        case 0x2060...0x206F: true
        // Hangul fillers, byte order mark, interlinear annotations.
        case 0x3164, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB: true
        // Shorthand and musical format characters, tags and the other default ignorable characters of plane 14.
        case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: true
        default: false
        }
    }
}
