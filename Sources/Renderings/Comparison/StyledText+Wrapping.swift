extension StyledText {
    /// In lines of at most `width` columns, broken at spaces, the second and further ones indented by `hang`.
    ///
    /// - Parameter breaksWords: Words that are longer than a line are broken as well; otherwise they stand alone.
    func wrapped(to width: Int, hang: Int, breaksWords: Bool = false) -> [StyledText] {
        guard self.width > width else { return [self] }
        var lines: [StyledText] = []
        var line = StyledText()
        var isIndented = true
        for (text, style) in pieces {
            var word = ""
            func put() {
                guard !word.isEmpty else { return }
                if !isIndented, line.width + word.terminalWidth > width {
                    lines.append(line)
                    line = StyledText(String(repeating: " ", count: hang))
                    isIndented = true
                    word = String(word.drop { $0 == " " })
                }
                while breaksWords, line.width + word.terminalWidth > width {
                    // Characters are at most two columns wide.
                    let count = max((width - line.width) / 2, 1)
                    line.append(String(word.prefix(count)), style)
                    word = String(word.dropFirst(count))
                    if line.width + 1 < width { continue }
                    lines.append(line)
                    line = StyledText(String(repeating: " ", count: hang))
                }
                line.append(word, style)
                if line.width > hang { isIndented = false }
                word = ""
            }
            for character in text {
                // A word takes the spaces before it along.
                if character == " ", word.contains(where: { $0 != " " }) { put() }
                word.append(character)
            }
            put()
        }
        return lines + [line]
    }
}
