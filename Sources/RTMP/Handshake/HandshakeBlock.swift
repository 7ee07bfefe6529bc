/// What C1 or S1 says, judged on its own: simple or complex, and whether its digest is right.
///
/// The packet's bytes are not kept: whoever gathered them needs them to judge the reply (`HandshakeReply`).
public struct HandshakeBlock: Equatable, Sendable {
    /// C1, S1, C2 and S2 are this long, always.
    public static let byteCount = 1536

    /// Which of the two handshakes the sender speaks.
    public enum Kind: String, Equatable, Sendable {
        case simple
        case complex
    }

    /// A digest that was found right: an HMAC-SHA256 over the 1504 other bytes.
    public struct Digest: Equatable, Sendable {
        /// 32 bytes.
        public var value: [UInt8]
        /// Position of the digest in the packet.
        public var offset: Int
        /// Which half of the packet it is in.
        public var arrangement: HandshakeArrangement

        /// The number of the arrangement as SRS counts: 0 key-first, 1 digest-first.
        public var schema: Int { arrangement.schema }

        /// A digest known to be right.
        public init(value: [UInt8], offset: Int, arrangement: HandshakeArrangement) {
            self.value = value
            self.offset = offset
            self.arrangement = arrangement
        }
    }

    /// Who sent it: `.client` for C1, `.server` for S1.
    public var role: HandshakeRole
    /// The sender's clock in ms, which its later timestamps may count from. Any value is allowed.
    public var time: UInt32
    /// Bytes 4 to 7: four version numbers of a byte each; zero in a simple handshake.
    public var peerVersion: UInt32
    /// The digest, if one of the two arrangements holds one that fits.
    public var digest: Digest?
    /// Where the 128-byte Diffie-Hellman value is, by the arrangement that fitted. Filler unless RTMPE is spoken.
    public var keyOffset: Int?
    /// The packet repeats the peer's block to the last byte, as nginx-rtmp's S1 does for a simple client; `nil` where
    /// there was nothing to compare it with.
    public var copiesPeer: Bool?
    /// The packet's time is the peer's (and not zero), as in the S1 of a listening FFmpeg; `nil` as above.
    public var repeatsPeerTime: Bool?
    /// Bytes 4 to 7 are the peer's time and no version, as in a simple S1 of SRS; `nil` as above.
    public var carriesPeerTime: Bool?

    /// Reads a whole C1 or S1; `nil` if it is not of 1536 bytes.
    ///
    /// `peerBlock` is the C1 that an S1 answers, if it was captured: some servers copy from it.
    public init?(_ packet: [UInt8], from role: HandshakeRole, answering peerBlock: [UInt8]? = nil) {
        guard packet.count == Self.byteCount else { return nil }
        self.role = role
        time = packet.bigEndian32(at: 0)
        peerVersion = packet.bigEndian32(at: 4)
        // Tried for version zero as well: crtmpserver signs an S1 of version 0.
        digest =
            HandshakeArrangement.allCases.lazy
            .compactMap { Digest(in: packet, from: role, arrangement: $0) }.first
        keyOffset = digest.map { $0.arrangement.keyOffset(in: packet) }
        if let peerBlock, peerBlock.count == Self.byteCount {
            let peerTime = peerBlock.bigEndian32(at: 0)
            copiesPeer = packet == peerBlock
            repeatsPeerTime = time == peerTime && peerTime != 0
            carriesPeerTime = peerVersion == peerTime && peerTime != 0
        }
    }

    /// Complex if the version is not zero and a digest fits: the rule by which servers and clients choose.
    public var kind: Kind { peerVersion != 0 && digest != nil ? .complex : .simple }

    /// A version is given but no digest fits: a receiver that goes by the version alone will fail here.
    public var looksComplex: Bool { peerVersion != 0 && digest == nil && carriesPeerTime != true }

    /// A digest fits although the version is zero: most receivers will not look for it.
    public var hidesDigest: Bool { peerVersion == 0 && digest != nil }

    /// The version as people write it: "9.0.124.2".
    public var peerVersionText: String {
        "\(peerVersion >> 24).\(peerVersion >> 16 & 0xff).\(peerVersion >> 8 & 0xff).\(peerVersion & 0xff)"
    }

    /// The C1 that every FFmpeg sends, the same bytes each time (time zero, generator with a fixed seed). Its digest
    /// covers all other bytes, so that to compare the digest is to compare the packet.
    public var isFFmpegConstant: Bool { role == .client && digest?.value == Self.digestOfFFmpeg }

    private static let digestOfFFmpeg: [UInt8] = [
        0x65, 0x0b, 0xfb, 0x9b, 0x65, 0xf9, 0x53, 0xd8, 0x48, 0xe3, 0x45, 0x69, 0x65, 0xd0, 0xd7, 0x6b,
        0x62, 0x7a, 0x84, 0xe3, 0x5e, 0x9d, 0xda, 0xbd, 0x8b, 0x43, 0xf0, 0xfa, 0xda, 0xee, 0x45, 0x8c,
    ]
}

extension HandshakeBlock.Digest {
    /// The digest where `arrangement` has it, if the HMAC over everything else gives the same 32 bytes.
    init?(in packet: [UInt8], from role: HandshakeRole, arrangement: HandshakeArrangement) {
        let offset = arrangement.digestOffset(in: packet)
        let expected = HandshakeKeys.hmac(
            key: HandshakeKeys.digestKey(of: role), packet[..<offset], packet[(offset + 32)...])
        guard packet[offset..<offset + 32].elementsEqual(expected) else { return nil }
        self.init(value: expected, offset: offset, arrangement: arrangement)
    }
}

extension [UInt8] {
    /// Four bytes in network order. The caller has checked that they are there.
    func bigEndian32(at position: Int) -> UInt32 {
        self[position..<position + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
