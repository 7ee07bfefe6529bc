/// Text that another run says with other addresses, ports or challenges.
enum VolatileText {
    /// The text with asterisks for what differs between runs; `nil` where nothing does.
    static func pattern(of text: String) -> TranscriptValue? {
        var pieces: [String] = []
        var piece = ""
        var rest = text[...]
        while let found = next(in: rest) {
            piece += rest[..<found.lowerBound]
            pieces.append(piece)
            piece = ""
            rest = rest[found.upperBound...]
        }
        guard !pieces.isEmpty else { return nil }
        return .glob(pieces + [piece + rest])
    }

    /// The next address or challenge, never empty.
    private static func next(in text: Substring) -> Range<String.Index>? {
        var index = text.startIndex
        while index < text.endIndex {
            let here = text[index...]
            if here.hasPrefix("://") {
                let start = here.index(index, offsetBy: 3)
                let end = here[start...].firstIndex { "/?#\" ,;)".contains($0) } ?? text.endIndex
                if start < end { return start..<end }
            }
            if let equals = key(at: index, in: text) {
                let start = text.index(after: equals)
                let end = text[start...].firstIndex { "&\" ;)".contains($0) } ?? text.endIndex
                if start < end { return start..<end }
            }
            index = text.index(after: index)
        }
        return nil
    }

    /// The equals sign of `?key=` and `&key=` where the key stands for something drawn anew each time.
    private static func key(at index: String.Index, in text: Substring) -> String.Index? {
        guard text[index] == "?" || text[index] == "&" else { return nil }
        let start = text.index(after: index)
        let name = text[start...].prefix(24).prefix { $0 != "=" }
        guard drawn.contains(String(name)), name.endIndex < text.endIndex else { return nil }
        return name.endIndex
    }

    /// Of Adobe's and Limelight's authentication.
    private static let drawn: Set<String> = ["salt", "challenge", "opaque", "response", "nonce", "cnonce"]
}
