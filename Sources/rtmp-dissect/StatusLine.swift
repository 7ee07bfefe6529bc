/// The line at the bottom of a terminal while a capture runs.
///
/// It is part of the output: what is to be shown above it goes through `above`, which takes it away first.
struct StatusLine {
    private var text = ""
    private var isShown = false

    /// Takes the line away, so that lines can be written where it stood.
    mutating func clear(_ output: inout [UInt8]) {
        guard isShown else { return }
        isShown = false
        output.append(contentsOf: "\r\u{1b}[K".utf8)
    }

    /// Shows the line again below what was written.
    /// - Parameter columns: of the terminal; the line stays within them, so that it never wraps.
    mutating func show(_ newText: String? = nil, columns: Int, _ output: inout [UInt8]) {
        if let newText { text = newText }
        guard !text.isEmpty else { return }
        output.append(contentsOf: "\r\u{1b}[K\u{1b}[2m".utf8)
        output.append(contentsOf: text.prefix(max(0, columns - 1)).utf8)
        output.append(contentsOf: "\u{1b}[0m".utf8)
        isShown = true
    }
}
