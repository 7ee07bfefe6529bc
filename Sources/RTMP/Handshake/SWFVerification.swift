/// SWF verification: a server asks (User Control event 26) whether the player runs the SWF file it expects, the client
/// answers (event 27) with a code over the file's hash, keyed with the end of S1.
public enum SWFVerification {
    /// The hash of an uncompressed SWF file, its first byte 'F': 32 bytes.
    public static func hash(ofUncompressed file: [UInt8]) -> [UInt8] {
        HandshakeKeys.hmac(key: HandshakeKeys.playerText, file[...])
    }

    /// The code that the right client sends: an HMAC of the file's hash, keyed with the last 32 bytes of S1 as it was
    /// received. `nil` if S1 is not whole.
    public static func code(swfHash: [UInt8], serverBlock: [UInt8]) -> [UInt8]? {
        guard serverBlock.count == HandshakeBlock.byteCount else { return nil }
        return HandshakeKeys.hmac(key: Array(serverBlock.suffix(32)), swfHash[...])
    }

    /// The whole payload of the right answer, 44 bytes: event 27, two bytes of 1, the size of the uncompressed file
    /// twice, the code. `nil` if S1 is not whole.
    public static func response(swfHash: [UInt8], swfSize: UInt32, serverBlock: [UInt8]) -> [UInt8]? {
        guard let code = code(swfHash: swfHash, serverBlock: serverBlock) else { return nil }
        let size = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: swfSize >> $0) }
        return [0x00, 0x1b, 0x01, 0x01] + size + size + code
    }
}
