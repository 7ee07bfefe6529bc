/// What stands in a capture file around its packets, gathered for a copy: headers and blocks as they are, but for what
/// people and programs may have written into them.
struct CaptureFraming: Sendable {
    /// if_name, and what packets cannot be read without: if_tsresol, if_fcslen, if_tsoffset. Addresses go.
    static let interfaceOptions: Set<UInt16> = [2, 9, 13, 14]

    private var gathered: [UInt8] = []

    mutating func take() -> [UInt8] {
        defer { gathered = [] }
        return gathered
    }

    /// A header without text.
    mutating func note(_ bytes: UnsafeRawBufferPointer) { gathered += bytes }

    /// A pcapng block without its options, but for those that are to be kept.
    ///
    /// - Parameters:
    ///   - fixed: Bytes between the block's length and its options.
    ///   - isSection: Its length is not known any more.
    mutating func note(
        block: UnsafeRawBufferPointer, _ order: ByteOrder, fixed: Int, keeping kept: Set<UInt16> = [],
        isSection: Bool = false
    ) {
        let options = 8 + fixed
        var content = Array(block[8..<min(options, block.count - 4)])
        if isSection { for index in content.indices.dropFirst(8) { content[index] = 0xff } }
        var position = options
        var hasOptions = false
        while position + 4 <= block.count - 4 {
            let code = order.u16(block, at: position)
            let end = position + 4 + (Int(order.u16(block, at: position + 2)) + 3) & ~3
            guard code != 0, end <= block.count - 4 else { break }
            if kept.contains(code) {
                content += block[position..<end]
                hasOptions = true
            }
            position = end
        }
        if hasOptions { content += [0, 0, 0, 0] }
        let extent = order.bytes(UInt32(clamping: 12 + content.count))
        gathered += block[0..<4]
        gathered += extent + content + extent
    }
}

extension PcapngReader {
    /// A packet's block up to its bytes, and behind them, without options.
    mutating func takeFraming(
        around data: Range<Int>, in block: UnsafeRawBufferPointer
    ) -> (before: [UInt8], behind: [UInt8]) {
        let padding = -data.count & 3
        let extent = orderBytes(UInt32(clamping: data.upperBound + padding + 4))
        var before = framing?.take() ?? []
        before += block[0..<4]
        before += extent
        before += block[8..<data.lowerBound]
        return (before, Array(repeating: 0, count: padding) + extent)
    }
}
