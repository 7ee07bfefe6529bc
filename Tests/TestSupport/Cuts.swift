/// The ways in which bytes may be cut into pieces before they reach a decoder. A way is the pieces' ranges, in order,
/// without overlap or gap; none is empty.
public enum Cuts {
    /// All in one piece.
    public static func none(_ count: Int) -> [Range<Int>] { count > 0 ? [0..<count] : [] }

    /// One byte at a time.
    public static func everyByte(_ count: Int) -> [Range<Int>] { (0..<count).map { $0..<($0 + 1) } }

    /// Every way to cut in two.
    public static func inTwo(_ count: Int) -> [[Range<Int>]] {
        count < 2 ? [] : (1..<count).map { [0..<$0, $0..<count] }
    }

    /// Pieces of `size` bytes, the last one shorter.
    public static func pieces(of size: Int, _ count: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }

    /// Pieces of random sizes: short ones, which cut headers, and now and then one that takes many bytes at once.
    public static func random(_ count: Int, using random: inout SeededGenerator) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var position = 0
        while position < count {
            let size = random.chance(70) ? random.integer(1...12) : random.integer(1...1500)
            pieces.append(position..<min(position + size, count))
            position += size
        }
        return pieces
    }

    /// Calls `body` once a piece. Each stands in memory of its own between bytes of `frame`, so that a decoder
    /// that looks outside its piece sees bytes which the input does not have.
    public static func forEachPiece(
        of bytes: [UInt8], _ cuts: [Range<Int>], frame: UInt8 = 0xee,
        _ body: (_ memory: [UInt8], _ range: Range<Int>, _ offset: Int) -> Void
    ) {
        let margin = [UInt8](repeating: frame, count: 20)
        for cut in cuts {
            body(margin + bytes[cut] + margin, margin.count..<(margin.count + cut.count), cut.lowerBound)
        }
    }
}
