import Foundation

/// Where two renderings part, in a few lines: whole ones may have thousands.
struct FirstDifference: CustomStringConvertible {
    let description: String

    init(expected: Data, actual: Data) {
        let kept = Self.lines(expected)
        let rendered = Self.lines(actual)
        let line = zip(kept, rendered).prefix { $0 == $1 }.count
        let counts = "\(kept.count) line\(kept.count == 1 ? "" : "s") kept, \(rendered.count) rendered"
        guard line < kept.count || line < rendered.count else {
            description = "only in the last line's end (\(counts))"
            return
        }
        let old = line < kept.count ? kept[line] : nil
        let new = line < rendered.count ? rendered[line] : nil
        let column = zip(old ?? "", new ?? "").prefix { $0 == $1 }.count
        description = """
            first in line \(line + 1), column \(column + 1) (\(counts))
              kept:     \(Self.excerpt(old, around: column))
              rendered: \(Self.excerpt(new, around: column))
            """
    }

    private static func lines(_ data: Data) -> [Substring] {
        var lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    private static func excerpt(_ line: Substring?, around column: Int) -> String {
        guard let line else { return "(no such line)" }
        let start = max(0, column - 80)
        let part = line.dropFirst(start).prefix(240)
        return "\(start > 0 ? "…" : "")\(part)\(line.count > start + 240 ? "…" : "")"
    }
}
