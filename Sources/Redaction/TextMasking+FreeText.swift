/// Text written for people, and values that may hold anything.
extension TextMasking {
    /// Masks URLs, queries and named secrets in it, and the secrets that are known by now.
    ///
    /// - Parameter minimum: Bytes of the shortest known secret that is looked for.
    mutating func maskFreeText(_ bytes: inout [UInt8], _ range: Range<Int>, minimum: Int) {
        maskURLs(&bytes, range)
        maskItems(&bytes, range)
        book.replaceKnown(in: &bytes, range, minimum: minimum)
    }

    private mutating func maskURLs(_ bytes: inout [UInt8], _ range: Range<Int>) {
        var position = range.lowerBound
        while let mark = Self.mark(bytes, position..<range.upperBound) {
            let end = bytes[mark..<range.upperBound].firstIndex(where: Self.endsWord) ?? range.upperBound
            var start = mark
            while start > position, Self.isNameLetter(bytes[start - 1]) { start -= 1 }
            if start < mark { maskURL(&bytes, start..<end) }
            position = max(end, mark + 3)
        }
    }

    /// Position of `://`.
    private static func mark(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        guard range.count >= 3 else { return nil }
        return range.dropLast(2).first {
            bytes[$0] == UInt8(ascii: ":") && bytes[$0 + 1] == UInt8(ascii: "/") && bytes[$0 + 2] == UInt8(ascii: "/")
        }
    }

    /// `name=value` wherever it stands: behind `?` or `&` the value is secret whatever its name.
    ///
    /// `[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=needauth&user=…&salt=…&challenge=…&opaque=…`
    private mutating func maskItems(_ bytes: inout [UInt8], _ range: Range<Int>) {
        var position = range.lowerBound
        while let equals = bytes[position..<range.upperBound].firstIndex(of: UInt8(ascii: "=")) {
            var start = equals
            while start > position, Self.isNameLetter(bytes[start - 1]) { start -= 1 }
            let end =
                bytes[equals..<range.upperBound].firstIndex { Self.endsWord($0) || "&;,".utf8.contains($0) }
                ?? range.upperBound
            let isQuery = start > range.lowerBound && "?&".utf8.contains(bytes[start - 1])
            if start < equals { maskItem(&bytes, start..<end, isQuery: isQuery) }
            position = max(end, equals + 1)
        }
    }

    private static func endsWord(_ byte: UInt8) -> Bool { byte <= 0x20 || "\"'<>[](){}|".utf8.contains(byte) }
}
