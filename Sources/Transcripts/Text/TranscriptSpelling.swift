import AMF

/// How names are spelled in the text form: bare where they cannot be misread, else in quotes.
enum TranscriptSpelling {
    static func name(_ name: String) -> String { isPlain(name) ? name : quoted(name) }

    /// A command's name where it stands as a kind of entry: one that would mean something else is quoted.
    static func commandName(_ name: String) -> String {
        isPlain(name) && !TranscriptTopic.isTaken(name) ? name : quoted(name)
    }

    /// Between quotes, asterisks escaped: bare ones are patterns.
    static func quoted(_ text: String) -> String {
        let quoted = text.quotedForTerminal
        return quoted.contains("*") ? quoted.replacing("*", with: "\\*") : quoted
    }

    /// A word that begins like a name, and has in it only what names have.
    static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return first != UInt8(ascii: "-") && first != UInt8(ascii: ".") && name.utf8.allSatisfy(isPlain)
    }

    static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: "|"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
