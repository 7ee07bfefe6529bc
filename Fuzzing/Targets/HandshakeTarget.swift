import RTMP

/// The first bytes of a direction, cut in any way: prefix, handshake, and what its blocks say.
public enum HandshakeTarget: FuzzTarget {
    public static let name = "handshake"

    public static func run(_ input: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(input)
        let choice = input.u8()
        let split = input.u8()
        let bytes = input.rest()
        let whole = HandshakeTold(of: bytes, encrypted: encrypted(choice))
        let cut = HandshakeTold(of: bytes, encrypted: encrypted(choice), split: split)
        try promise(whole == cut, "cut as \(split): \(cut), whole: \(whole)")
        try recognise(bytes)
        try read(whole, as: choice & 4 == 0 ? .client : .server)
    }

    private static func encrypted(_ choice: UInt8) -> Bool? { choice & 3 < 2 ? nil : choice & 1 == 0 }

    /// What the bytes are taken for does not depend on how many come at once.
    private static func recognise(_ bytes: [UInt8]) throws(BrokenPromise) {
        let all = ConnectionPrefix.recognise(bytes.span.bytes)
        let step = max(1, bytes.count / 40)
        for count in stride(from: 1, to: bytes.count, by: step) {
            let part = Array(bytes[..<count])
            let foreign = ForeignProtocol.recognise(part.span.bytes, isEnded: true)
            try promise(foreign != nil, "no answer at the end of \(count) bytes")
            if let foreign = ForeignProtocol.recognise(part.span.bytes) {
                try promise(foreign.detail.utf8.count <= 8192, "\(foreign.detail.utf8.count) bytes of detail")
            }
            switch ConnectionPrefix.recognise(part.span.bytes) {
            case .needMore: break
            case .found(let prefix):
                try promise(prefix.length <= count, "a prefix of \(prefix.length) in \(count) bytes")
                try promise(all == .found(prefix), "another prefix with more bytes")
            case .none: try promise(all == .none, "none in \(count) bytes, \(all) in \(bytes.count)")
            case .malformed: break
            }
        }
    }

    private static func read(_ told: HandshakeTold, as role: HandshakeRole) throws(BrokenPromise) {
        guard let packet = told.block, let block = HandshakeBlock(packet, from: role) else { return }
        _ = block.fields
        _ = HandshakeFingerprint.guess(block, packet: packet)
        if let digest = block.digest {
            try promise(digest.offset + 32 <= packet.count, "digest at \(digest.offset)")
        }
        guard let reply = told.reply else { return }
        let read = HandshakeReply(
            reply, from: role, answering: packet, digest: block.digest, version: told.version ?? .plain, own: packet)
        _ = read?.fields
        try promise((read == nil) == (reply.count != HandshakeBlock.byteCount), "reply of \(reply.count) bytes")
    }
}

/// What a decoder tells of a direction's beginning; in how many parts is left out, since that depends on the cuts.
private struct HandshakeTold: Equatable {
    var version: HandshakeVersion?
    var block: [UInt8]?
    var reply: [UInt8]?
    var start: Int?
    var others: [PeerEvent] = []

    init(of bytes: [UInt8], encrypted: Bool?, split: UInt8? = nil) {
        var decoder = PeerDecoder()
        decoder.isEncrypted = encrypted
        var told: [PeerEvent] = []
        if let split {
            var cut = SplitInput(split)
            cut.forEachPiece(of: bytes) { memory, range, offset in
                decoder.feed(memory.span.bytes, in: range, offset: offset, packet: 1) { told.append($0) }
            }
        } else {
            decoder.feed(bytes.span.bytes, in: 0..<bytes.count, offset: 0, packet: 1) { told.append($0) }
        }
        decoder.finish(packet: 1) { told.append($0) }
        for event in told {
            guard case .handshake(let part) = event else {
                others.append(event)
                continue
            }
            version = part.version ?? version
            block = part.block ?? block
            reply = part.reply ?? reply
            start = start ?? part.offset
        }
    }
}
