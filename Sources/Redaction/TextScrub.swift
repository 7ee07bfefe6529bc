/// Overwrites what looks like text in bytes of which nobody knows what they are: four characters and more, in ASCII or
/// UTF-8. The rest stays, so that what hangs on it, such as where a chunk may begin, is found as before.
enum TextScrub {
    static let shortest = 4

    /// - Returns: Bytes overwritten.
    static func scrub(_ bytes: inout [UInt8], _ range: Range<Int>) -> Int {
        var count = 0
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start
            while end < range.upperBound {
                let length = characterLength(bytes, at: end, before: range.upperBound)
                if length == 0 { break }
                end += length
            }
            if end - start >= shortest {
                for index in start..<end { bytes[index] = UInt8(ascii: "x") }
                count += end - start
            }
            start = max(end, start + 1)
        }
        return count
    }

    /// Bytes of the character that begins there; 0 where none does.
    private static func characterLength(_ bytes: [UInt8], at position: Int, before end: Int) -> Int {
        let length: Int
        switch bytes[position] {
        case 0x20...0x7e: return 1
        case 0xc2...0xdf: length = 2
        case 0xe0...0xef: length = 3
        case 0xf0...0xf4: length = 4
        default: return 0
        }
        guard position + length <= end else { return 0 }
        for index in position + 1..<position + length where bytes[index] & 0xc0 != 0x80 { return 0 }
        return length
    }
}
