/// Reads the fields behind an entry's colon: `name value  name value`.
struct TranscriptTokens {
    private var rest: Substring.UnicodeScalarView
    private var line: Int
    private var depth = 0

    /// Records and lists nest at most so deep.
    private static let maximumDepth = 64

    init(_ text: Substring, line: Int) {
        rest = text.unicodeScalars
        self.line = line
    }

    /// All fields up to the end of the text, or of the record that is open.
    mutating func fields() throws(TranscriptSyntaxError) -> [TranscriptField] {
        var fields: [TranscriptField] = []
        while let scalar = peek() {
            if scalar == "}" {
                guard depth > 0 else { throw error("} without {") }
                break
            }
            if scalar == "\"" {
                let (name, _) = try quoted()
                fields.append(TranscriptField(name.joined(separator: "*"), try value()))
                continue
            }
            let name = bare()
            guard !name.isEmpty else { throw error("\"\(scalar)\" where a name is expected") }
            if Self.isRest(name) {
                fields.append(TranscriptField("...", .rest))
            } else {
                fields.append(TranscriptField(name, try value()))
            }
        }
        return fields
    }

    private mutating func value() throws(TranscriptSyntaxError) -> TranscriptValue {
        guard let scalar = peek() else { throw error("a name without a value") }
        switch scalar {
        case "\"":
            let (pieces, isGlob) = try quoted()
            return isGlob ? .glob(pieces) : .text(pieces.joined())
        case "{":
            try enter()
            let fields = try fields()
            guard peek() == "}" else { throw error("{ without }") }
            leave()
            return .record(fields)
        case "[":
            try enter()
            var values: [TranscriptValue] = []
            while let next = peek(), next != "]" { values.append(try value()) }
            guard peek() == "]" else { throw error("[ without ]") }
            leave()
            return .list(values)
        default:
            let word = bare()
            guard !word.isEmpty else { throw error("\"\(scalar)\" where a value is expected") }
            guard let value = Self.value(of: word) else { throw error("\(word) is no pattern") }
            return value
        }
    }

    private mutating func enter() throws(TranscriptSyntaxError) {
        depth += 1
        guard depth <= Self.maximumDepth else { throw error("too deep") }
        rest.removeFirst()
    }

    private mutating func leave() {
        depth -= 1
        rest.removeFirst()
    }

    // MARK: Words

    /// `nil` for something that begins like a pattern and is none.
    private static func value(of word: String) -> TranscriptValue? {
        if word == "*" { return .any }
        if isRest(word) { return .rest }
        for sign in ["±", "+-"] {
            guard let found = word.firstRange(of: sign) else { continue }
            guard let number = number(word[..<found.lowerBound]) else { return nil }
            var off = word[found.upperBound...]
            let isPercent = off.hasSuffix("%")
            if isPercent { off.removeLast() }
            guard let distance = self.number(off), distance >= 0 else { return nil }
            return .near(number, isPercent ? .percent(distance) : .absolute(distance))
        }
        if let found = word.firstRange(of: ".."),
            let range = range(word[..<found.lowerBound], word[found.upperBound...])
        {
            return range
        }
        return number(word[...]).map { .number($0) } ?? .word(word)
    }

    private static func range(_ low: Substring, _ high: Substring) -> TranscriptValue? {
        guard !low.isEmpty || !high.isEmpty else { return nil }
        let (from, to) = (number(low), number(high))
        guard low.isEmpty || from != nil, high.isEmpty || to != nil else { return nil }
        return .range(from, to)
    }

    private static func number(_ text: Substring) -> Double? {
        guard let last = text.utf8.last, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(last),
            !text.hasPrefix("0x"), let number = Double(text), number.isFinite
        else { return nil }
        return number
    }

    private static func isRest(_ word: String) -> Bool { word == "..." || word == "…" }

    // MARK: Tokens

    /// The next scalar that is no space, which stays.
    private mutating func peek() -> Unicode.Scalar? {
        while let scalar = rest.first {
            guard scalar.properties.isWhitespace || scalar == "," else { return scalar }
            if scalar == "\n" { line += 1 }
            rest.removeFirst()
        }
        return nil
    }

    private mutating func bare() -> String {
        var word = String.UnicodeScalarView()
        while let scalar = rest.first, !scalar.properties.isWhitespace, !"{}[],\"".unicodeScalars.contains(scalar) {
            word.append(scalar)
            rest.removeFirst()
        }
        return String(word)
    }

    /// A text, in pieces between its bare asterisks.
    private mutating func quoted() throws(TranscriptSyntaxError) -> (pieces: [String], isGlob: Bool) {
        rest.removeFirst()
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"":
                pieces.append(String(piece))
                return (pieces, pieces.count > 1)
            case "*":
                pieces.append(String(piece))
                piece = .init()
            case "\\": piece.append(try escaped())
            case "\n": throw error("a text does not go on in the next line")
            default: piece.append(scalar)
            }
        }
        throw error("\" without another \"")
    }

    private mutating func escaped() throws(TranscriptSyntaxError) -> Unicode.Scalar {
        guard let scalar = rest.popFirst() else { throw error("\\ at the end") }
        guard scalar == "u" else { return scalar }
        guard rest.popFirst() == "{" else { throw error("\\u without {…}") }
        var digits = ""
        while let digit = rest.popFirst(), digit != "}" {
            guard digits.utf8.count < 8 else { break }
            digits.unicodeScalars.append(digit)
        }
        guard let value = UInt32(digits, radix: 16), let result = Unicode.Scalar(value) else {
            throw error("\\u{\(digits.prefix(8))} is no character")
        }
        return result
    }

    private func error(_ reason: String) -> TranscriptSyntaxError {
        TranscriptSyntaxError(line: line, reason: reason)
    }
}
