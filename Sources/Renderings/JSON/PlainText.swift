/// Which bytes of a string JSON has as they are: printable ASCII but the quotation mark and the backslash.
///
/// Others may be allowed as they are, but it takes a look at each to know.
enum PlainText {
    static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// Whether all eight bytes of a word are plain.
    ///
    /// The highest bit of a byte is set in at least one of the terms if the byte is not plain: in the byte itself, in
    /// what is one more for DEL, and in what goes below zero for the others. Carries and borrows only come out of bytes
    /// that are not plain, so that they never spoil the answer.
    @inline(__always)
    static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = (word ^ (ones &* 0x22)) &- ones
        let backslash = (word ^ (ones &* 0x5c)) &- ones
        let control = word &- (ones &* 0x20)
        return (word | (word &+ ones) | control | quote | backslash) & (ones &* 0x80) == 0
    }
}
