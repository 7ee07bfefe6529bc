/// The sentences in which servers name streams, for captures that do not have the command that named them first:
/// `Publishing NAME.`, `NAME is now published.`, ``Stream `NAME` is now published``.
enum StatusPhrases {
    private static let before = [
        "Publishing ", "Started playing ", "Playing and resetting ", "Stopped playing ", "Stream not found: ",
        "Stream name not found: ",
    ]
    private static let behind = [" is now published", " is now unpublished", " already publishing", " not found"]

    /// Where the name stands that such a sentence speaks of, without the path before it.
    static func name(in bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
        let text = bytes[range]
        for phrase in before where text.starts(with: phrase.utf8) {
            return word(bytes, range.lowerBound + phrase.utf8.count..<range.upperBound)
        }
        for phrase in behind {
            guard let found = bytes[range].ranges(of: Array(phrase.utf8)).first else { continue }
            let start = bytes[range.lowerBound..<found.lowerBound].lastIndex(of: UInt8(ascii: " "))
            return word(bytes, (start.map { $0 + 1 } ?? range.lowerBound)..<found.lowerBound)
        }
        return nil
    }

    /// Without quotation marks, a point at the end, and the path.
    private static func word(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
        var end = bytes[range].firstIndex(of: UInt8(ascii: " ")) ?? range.upperBound
        var start = (bytes[range.lowerBound..<end].lastIndex(of: UInt8(ascii: "/")) ?? range.lowerBound - 1) + 1
        while end > start, ".,'\"`]".utf8.contains(bytes[end - 1]) { end -= 1 }
        while start < end, "'\"`[".utf8.contains(bytes[start]) { start += 1 }
        return start < end ? start..<end : nil
    }
}
