/// What C2 or S2 says about the block it answers: an echo of it, a signature over it, or neither.
///
/// Neither is not an error: receivers are told not to insist on the echo, and few servers look at C2 at all.
public struct HandshakeReply: Equatable, Sendable {
    /// How much of the peer's block comes back.
    public enum Echo: Equatable, Sendable {
        /// All 1536 bytes.
        case exact
        /// All but bytes 4 to 7, which the specification has filled with the time of reading.
        case exceptTime2
        /// Other bytes differ too; `matching` of the 1528 bytes behind the times stand where they stood.
        case partial(matching: Int)
        /// No more than chance has it.
        case none
        /// The peer's block was not captured, or not all of it.
        case unknown
    }

    /// The verdict over the last 32 bytes.
    public enum Signature: String, Equatable, Sendable {
        case valid
        case invalid
        /// The peer's block has no digest to sign.
        case notApplicable
        /// The peer's block was not captured, or not all of it.
        case unknown
    }

    /// Who sent it: `.client` for C2, `.server` for S2.
    public var role: HandshakeRole
    /// The peer's time, if the specification is followed.
    public var time: UInt32
    /// When the peer's block was read, by the sender's clock; more often a copy of bytes 4 to 7 of that block.
    public var time2: UInt32
    /// How much of the peer's block comes back.
    public var echo: Echo
    /// Whether the last 32 bytes sign the peer's digest.
    public var signature: Signature
    /// How the signature was wrapped where it is valid; `nil` where it is not.
    public var wrapping: SignatureWrapping?
    /// The packet repeats its own sender's block (S2 is S1, C2 is C1); `nil` where that was not captured.
    public var repeatsOwnBlock: Bool?

    /// Reads a whole C2 or S2; `nil` if it is not of 1536 bytes.
    ///
    /// - Parameters:
    ///   - role: who sent it: `.client` for C2, `.server` for S2.
    ///   - peerBlock: the block it answers (S1 for C2, C1 for S2), if captured.
    ///   - digest: the digest that was found in that block.
    ///   - version: S0, which decides how signatures are wrapped; C0 where S0 was not captured.
    ///   - ownBlock: the sender's own block (C1 for C2, S1 for S2), if captured.
    public init?(
        _ packet: [UInt8], from role: HandshakeRole, answering peerBlock: [UInt8]?,
        digest: HandshakeBlock.Digest?, version: HandshakeVersion, own ownBlock: [UInt8]? = nil
    ) {
        guard packet.count == HandshakeBlock.byteCount else { return nil }
        self.role = role
        time = packet.bigEndian32(at: 0)
        time2 = packet.bigEndian32(at: 4)
        echo = Echo(of: peerBlock, in: packet)
        repeatsOwnBlock = ownBlock.map { $0 == packet }
        if let digest {
            wrapping = Self.wrapping(of: packet, from: role, over: digest.value, version: version)
            signature = wrapping == nil ? .invalid : .valid
        } else {
            signature = echo == .unknown ? .unknown : .notApplicable
        }
    }

    /// The reply does what a peer can ask of it: it echoes the block (bytes 4 to 7 aside) or signs its digest.
    /// `nil` where the peer's block was not captured.
    public var answersPeer: Bool? {
        switch (echo, signature) {
        case (.exact, _), (.exceptTime2, _), (_, .valid): true
        case (.unknown, _): nil
        case (.partial, _), (.none, _): false
        }
    }

    /// The temporary key: HMAC of the digest that is answered, keyed with text and suffix of who answers.
    static func temporaryKey(of role: HandshakeRole, over digest: [UInt8]) -> [UInt8] {
        HandshakeKeys.hmac(key: HandshakeKeys.signatureKey(of: role), digest[...])
    }

    /// The wrapping with which the last 32 bytes are the right signature.
    private static func wrapping(
        of packet: [UInt8], from role: HandshakeRole, over digest: [UInt8], version: HandshakeVersion
    ) -> SignatureWrapping? {
        let key = temporaryKey(of: role, over: digest)
        let bare = HandshakeKeys.hmac(key: key, packet[..<1504])
        var candidates = [version.signatureWrapping]
        if version.isEncrypted {
            // S0 may be missing from the capture or be taken for C0, so the others are tried as well.
            candidates += SignatureWrapping.allCases.filter { $0 != version.signatureWrapping }
        }
        return candidates.first { packet[1504...].elementsEqual($0.wrap(bare, key: key)) }
    }
}

extension HandshakeReply.Echo {
    /// Two random blocks agree in 6 of 1528 bytes on average; this many never by chance.
    private static let chance = 64

    init(of peerBlock: [UInt8]?, in packet: [UInt8]) {
        guard let peerBlock, peerBlock.count == packet.count else {
            self = .unknown
            return
        }
        let matching = zip(packet[8...], peerBlock[8...]).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
        if packet == peerBlock {
            self = .exact
        } else if matching == packet.count - 8 && packet[..<4] == peerBlock[..<4] {
            self = .exceptTime2
        } else if matching >= Self.chance {
            self = .partial(matching: matching)
        } else {
            self = .none
        }
    }

    /// The word of the JSON contract: "exact", "partial" or "none"; `nil` if unknown.
    public var name: String? {
        switch self {
        case .exact: "exact"
        case .exceptTime2, .partial: "partial"
        case .none: "none"
        case .unknown: nil
        }
    }
}
