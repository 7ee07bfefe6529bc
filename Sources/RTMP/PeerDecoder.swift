import Bytes

/// One direction of an RTMP connection from its first byte on: what stands before the handshake, the handshake, the
/// chunk stream.
///
///     prefix ──► C0/S0 ──► C1/S1 ──► C2/S2 ──► chunks
///                                        └───► encrypted (RTMPE)
///
/// It never refuses bytes. What it cannot read it reports, with the place.
public struct PeerDecoder: Sendable {
    private enum Phase {
        case prefix
        case version
        case block
        case reply
        case chunks
        case encrypted
    }

    public private(set) var chunks: ChunkDecoder
    /// RTMPE: everything behind the handshake is enciphered. The server's version decides, so the owner of both
    /// directions sets it for the client's, before the handshake of that ends; where nobody does, the direction's own
    /// version decides.
    public var isEncrypted: Bool?

    private var phase = Phase.prefix
    /// What has come of the handshake; one until the chunks begin, then none.
    private var progress = [HandshakeProgress()]

    /// - Parameter startsMidstream: The direction's beginning is not in the capture: no handshake comes, and a chunk
    ///   boundary has to be found.
    public init(options: MessageOptions = .init(), startsMidstream: Bool = false) {
        self.init(sharing: SharedMessageOptions(options), startsMidstream: startsMidstream)
    }

    /// The same, with options that other decoders have as well.
    public init(sharing options: SharedMessageOptions, startsMidstream: Bool = false) {
        chunks = startsMidstream ? ChunkDecoder(midstreamSharing: options) : ChunkDecoder(sharing: options)
        guard startsMidstream else { return }
        phase = .chunks
        progress = []
    }

    /// Bytes passed over as enciphered.
    public var encryptedBytes: Int { progress.first?.encryptedBytes ?? 0 }

    private var gathered: [UInt8] {
        _read { yield progress[0].gathered }
        _modify { yield &progress[0].gathered }
    }

    private var part: HandshakePart {
        _read { yield progress[0].part }
        _modify { yield &progress[0].part }
    }

    /// The handshake has been read to its end, or lies before the capture.
    public var isBehindHandshake: Bool {
        switch phase {
        case .chunks, .encrypted: true
        case .prefix, .version, .block, .reply: false
        }
    }

    /// Takes the next bytes; parameters as `ChunkDecoder.feed`.
    public mutating func feed(
        _ bytes: RawSpan, in range: Range<Int>, offset: Int, packet: Int, deliver: (PeerEvent) -> Void
    ) {
        var position = range.lowerBound
        while position < range.upperBound {
            let here = offset + (position - range.lowerBound)
            let rest = position..<range.upperBound
            switch phase {
            case .chunks:
                chunks.feed(bytes, in: rest, offset: here, packet: packet) { deliver(.chunks($0)) }
                return
            case .encrypted:
                progress[0].encryptedBytes += rest.count
                return
            case .prefix:
                position += takePrefix(bytes, rest, offset: here, packet: packet, deliver: deliver)
            case .version:
                let byte = bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
                beginPart(offset: here, packet: packet)
                let version = HandshakeVersion(rawValue: byte)
                progress[0].version = version
                part.version = version
                phase = .block
                position += 1
            case .block, .reply:
                beginPart(offset: here, packet: packet)
                let count = min(HandshakeBlock.byteCount - gathered.count, rest.count)
                // Twice as much would stay empty, and thousands of flows may be in their handshakes.
                if !gathered.isEmpty { gathered.reserveCapacity(HandshakeBlock.byteCount) }
                gathered.append(bytes, rest.lowerBound..<(rest.lowerBound + count))
                position += count
                advance(following: rest.count - count, offset: here + count, packet: packet, deliver: deliver)
            }
        }
    }

    /// Tells that `count` bytes at `offset` are missing; the handshake's sizes are fixed, so it survives a hole.
    public mutating func skip(_ count: Int, offset: Int, packet: Int, deliver: (PeerEvent) -> Void) {
        var left = count
        while left > 0 {
            let here = offset + (count - left)
            switch phase {
            case .chunks:
                chunks.skip(left, offset: here, packet: packet) { deliver(.chunks($0)) }
                return
            case .encrypted:
                return
            case .prefix, .version:
                beginPart(offset: here, packet: packet)
                part.missing += 1
                phase = .block
                gathered.removeAll()
                left -= 1
            case .block, .reply:
                beginPart(offset: here, packet: packet)
                let lost = min(HandshakeBlock.byteCount - gathered.count, left)
                gathered.append(contentsOf: repeatElement(0, count: lost))
                part.missing += lost
                left -= lost
                advance(following: 0, offset: here + lost, packet: packet, deliver: deliver)
            }
        }
    }

    /// Tells that the direction has ended: what is unfinished is delivered as far as it came.
    public mutating func finish(packet: Int, deliver: (PeerEvent) -> Void) {
        switch phase {
        case .chunks:
            chunks.finish(packet: packet) { deliver(.chunks($0)) }
        case .block where part.version != nil || !gathered.isEmpty:
            part.block = gathered
            emit(packet: packet, deliver: deliver)
        case .reply where !gathered.isEmpty:
            part.reply = gathered
            emit(packet: packet, deliver: deliver)
        case .prefix, .version, .block, .reply, .encrypted:
            break
        }
    }

    // MARK: Steps

    /// Recognises a proxy's prefix; gives the bytes of `rest` that belong to it.
    private mutating func takePrefix(
        _ bytes: RawSpan, _ rest: Range<Int>, offset: Int, packet: Int, deliver: (PeerEvent) -> Void
    ) -> Int {
        let before = gathered.count
        let first =
            before == 0 ? bytes.unsafeLoad(fromUncheckedByteOffset: rest.lowerBound, as: UInt8.self) : gathered[0]
        guard ConnectionPrefix.mayBegin(with: first) else {
            phase = .version
            return 0
        }
        let count = min(rest.count, ConnectionPrefix.maximumLength - before)
        gathered.append(bytes, rest.lowerBound..<(rest.lowerBound + count))
        switch ConnectionPrefix.recognise(gathered.span.bytes) {
        case .needMore where gathered.count < ConnectionPrefix.maximumLength:
            return count
        case .found(let prefix):
            phase = .version
            deliver(.prefix(redacted(prefix), offset: offset - before, packet: packet))
            gathered.removeAll()
            return max(prefix.length - before, 0)
        case .none, .needMore, .malformed:
            // Not a prefix after all: what was gathered over earlier pieces is read as the handshake it may be.
            phase = .version
            let earlier = Array(gathered[..<before])
            gathered.removeAll()
            if !earlier.isEmpty {
                feed(
                    earlier.span.bytes, in: 0..<earlier.count, offset: offset - before, packet: packet, deliver: deliver
                )
            }
            return 0
        }
    }

    /// The prefix that `gathered` begins with, as it may be seen.
    private func redacted(_ prefix: ConnectionPrefix) -> ConnectionPrefix {
        guard let redaction = chunks.options.redaction else { return prefix }
        var bytes = Array(gathered.prefix(prefix.length))
        redaction.redact(&bytes, of: prefix)
        if case .found(let redacted) = ConnectionPrefix.recognise(bytes.span.bytes) { return redacted }
        return ConnectionPrefix(kind: prefix.kind, length: prefix.length)
    }

    private mutating func beginPart(offset: Int, packet: Int) {
        guard progress[0].isFresh else { return }
        part = HandshakePart()
        part.offset = offset
        part.firstPacket = packet
        progress[0].isFresh = false
    }

    /// Goes on when the packet being gathered is complete.
    private mutating func advance(following: Int, offset: Int, packet: Int, deliver: (PeerEvent) -> Void) {
        guard gathered.count == HandshakeBlock.byteCount else { return }
        if case .block = phase {
            part.block = gathered
            gathered = []
            phase = .reply
            // S2 that came in the same piece as S0 and S1 is told with them.
            if following < HandshakeBlock.byteCount { emit(packet: packet, deliver: deliver) }
        } else {
            part.reply = gathered
            emit(packet: packet, deliver: deliver)
            if isEncrypted ?? progress[0].version?.isEncrypted ?? false {
                phase = .encrypted
                gathered = []
                deliver(.encrypted(offset: offset, packet: packet))
            } else {
                phase = .chunks
                progress = []
            }
        }
    }

    private mutating func emit(packet: Int, deliver: (PeerEvent) -> Void) {
        part.lastPacket = packet
        progress[0].isFresh = true
        deliver(.handshake(part))
        // What it holds is kept by whoever wants it.
        part = HandshakePart()
    }
}
