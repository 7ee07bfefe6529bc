import RTMP

/// What a side's first bytes say of a handshake.
struct HandshakeSighting {
    private let head: [UInt8]
    /// Bytes of a proxy's prefix.
    private let start: Int
    /// Too few bytes to tell a prefix.
    let isTooShort: Bool

    init(_ head: [UInt8]) {
        self.head = head
        switch head.isEmpty ? .none : ConnectionPrefix.recognise(head.span.bytes) {
        case .found(let prefix):
            start = min(prefix.length, head.count)
            isTooShort = start == head.count
        case .needMore:
            start = 0
            isTooShort = true
        case .none, .malformed:
            start = 0
            isTooShort = false
        }
    }

    var isEmpty: Bool { head.isEmpty }

    /// Begins with a version that RTMP or RTMPE uses.
    var isPossible: Bool {
        guard start < head.count, !isTooShort else { return false }
        return [3, 6, 8, 9].contains(head[start])
    }

    /// Bytes 4 to 7 of C1 or S1 are there and 0, as RTMP 1.0 § 5.2.3 wants them.
    var hasZeroField: Bool { head.count >= start + 9 && head[(start + 5)..<(start + 9)].allSatisfy { $0 == 0 } }

    private var block: ArraySlice<UInt8>? {
        let end = start + 1 + HandshakeBlock.byteCount
        return head.count >= end ? head[(start + 1)..<end] : nil
    }

    private var reply: ArraySlice<UInt8>? {
        let end = start + 1 + 2 * HandshakeBlock.byteCount
        return head.count >= end ? head[(end - HandshakeBlock.byteCount)..<end] : nil
    }

    /// A whole C1 or S1 whose zero field is 0 or whose digest fits.
    var isProven: Bool { isPossible && block != nil && (hasZeroField || signer != nil) }

    /// Whose key the digest was made with.
    var signer: HandshakeRole? {
        guard isPossible, let block else { return nil }
        for role in [HandshakeRole.client, .server]
        where HandshakeBlock(Array(block), from: role)?.digest != nil { return role }
        return nil
    }

    /// One side's reply repeats the other's block, but for bytes 4 to 7 that some fill in.
    static func echo(_ a: HandshakeSighting, _ b: HandshakeSighting) -> Bool {
        func repeats(_ reply: ArraySlice<UInt8>?, _ block: ArraySlice<UInt8>?) -> Bool {
            guard let reply, let block else { return false }
            return reply.dropFirst(8).elementsEqual(block.dropFirst(8))
        }
        return repeats(a.reply, b.block) || repeats(b.reply, a.block)
    }
}
