/// Text as XML 1.0 can have it.
enum XMLText {
    /// Markup escaped; characters that XML does not allow, and those that a terminal would obey, replaced.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n": result += "&#10;"
            default: result.unicodeScalars.append(isAllowed(scalar.value) ? scalar : "\u{fffd}")
            }
        }
        return result
    }

    /// XML 1.0 § 2.2, without C1.
    private static func isAllowed(_ value: UInt32) -> Bool {
        switch value {
        case 0x09, 0x20...0x7e, 0xa0...0xd7ff, 0xe000...0xfffd, 0x10000...0x10ffff: true
        default: false
        }
    }
}
