/// A way to cut bytes into pieces, told by one byte of the input.
///
/// Each piece stands in memory of its own between strange bytes: who looks outside a piece sees what the input does
/// not have.
struct SplitInput {
    private var state: UInt32
    private let step: Int?

    /// 0 to 15: pieces of that many bytes and one more; the rest: random sizes, short ones among long ones.
    init(_ choice: UInt8) {
        step = choice < 16 ? Int(choice) + 1 : nil
        state = UInt32(choice) &* 2_654_435_761 | 1
    }

    private mutating func next() -> UInt32 {
        state ^= state << 13
        state ^= state >> 17
        state ^= state << 5
        return state
    }

    /// The ranges of the pieces of `count` bytes, in order; none is empty.
    mutating func pieces(of count: Int) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var position = 0
        while position < count {
            // Long inputs are not cut into thousands of pieces.
            let fewest = max(1, count / 512)
            let size = max(fewest, step ?? Int(next() % 10 < 6 ? 1 + next() % 12 : 1 + next() % 1500))
            pieces.append(position..<min(position + size, count))
            position += size
        }
        return pieces
    }

    /// Calls `body` once a piece, with the memory it stands in, its place there, and its offset in `bytes`.
    mutating func forEachPiece(
        of bytes: [UInt8], _ body: (_ memory: [UInt8], _ range: Range<Int>, _ offset: Int) -> Void
    ) {
        let margin = [UInt8](repeating: 0xee, count: 16)
        for piece in pieces(of: bytes.count) {
            body(margin + bytes[piece] + margin, 16..<(16 + piece.count), piece.lowerBound)
        }
    }
}
