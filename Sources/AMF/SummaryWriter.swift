/// One line of text that stays within a length: what does not fit becomes one `…`, and brackets still close.
struct SummaryWriter {
    private(set) var line = ""
    /// Nothing more is written but closing brackets.
    private(set) var isFull = false

    /// Characters left, besides those kept back for closing brackets and for `, …`.
    private var room: Int

    init(maxLength: Int) {
        room = max(0, maxLength - 3)
    }

    /// Writes a text whole or not at all.
    mutating func write(_ text: String) {
        guard !isFull else { return }
        guard let count = text.countWithin(room) else { return elide() }
        line += text
        room -= count
    }

    /// Writes a text between quotes, cut if need be.
    mutating func quote(_ text: String) {
        guard !isFull else { return }
        guard room > 2 else { return elide() }
        line += "\""
        room -= 2
        for scalar in text.unicodeScalars {
            write(scalar.escapedForQuotes)
            if isFull { break }
        }
        line += "\""
    }

    /// Writes an opening bracket, keeping room for the closing one. Without room for both it writes neither.
    mutating func open(_ bracket: String) -> Bool {
        guard !isFull else { return false }
        guard room > bracket.unicodeScalars.count else {
            elide()
            return false
        }
        line += bracket
        room -= bracket.unicodeScalars.count + 1
        return true
    }

    mutating func close(_ bracket: String) {
        line += bracket
    }

    /// Writes what stands between two items, of at most two characters.
    mutating func separate(_ separator: String) {
        guard !isFull else { return }
        line += separator
        room -= separator.unicodeScalars.count
        if room <= 0 { elide() }
    }

    private mutating func elide() {
        line += "…"
        isFull = true
    }
}

extension String {
    /// The number of scalars, or `nil` when there are more than `limit`: a long text is not counted to its end.
    fileprivate func countWithin(_ limit: Int) -> Int? {
        var count = 0
        for _ in unicodeScalars {
            count += 1
            if count > limit { return nil }
        }
        return count
    }
}
