/// What must hold for everything that is printed.
enum OutputChecks {
    /// Text is UTF-8, and no control character reaches a terminal: C0 and C1, line feeds aside.
    static func text(_ output: [UInt8]) throws(BrokenPromise) {
        guard let text = String(validating: output, as: UTF8.self) else { throw BrokenPromise("text is not UTF-8") }
        // Two bytes can hold a C1 control, so single bytes are not enough.
        for scalar in text.unicodeScalars where scalar.value < 0xa0 && scalar != "\n" {
            try promise(
                (0x20...0x7e).contains(scalar.value), "control character \(scalar.value) in the text")
        }
    }

    /// Each line is a JSON object.
    static func lines(_ output: [UInt8]) throws(BrokenPromise) {
        try text(output)
        for line in output.split(separator: 10) {
            try promise(line.first == UInt8(ascii: "{"), "a line is no object")
            if let problem = JSONCheck.problem(in: line) { throw BrokenPromise("JSON Lines: \(problem)") }
        }
    }

    /// The whole is one JSON document.
    static func document(_ output: [UInt8]) throws(BrokenPromise) {
        try text(output)
        if let problem = JSONCheck.problem(in: output[...]) { throw BrokenPromise("JSON: \(problem)") }
    }
}
