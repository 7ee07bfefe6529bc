import Crypto
import Testing

@testable import RTMP

@Suite("Keys and ciphers of the handshake")
struct HandshakeCipherTests {
    private func keys(_ name: String) throws -> String {
        try #require((handshakeVectorFile["keys"] as? [String: Any])?[name] as? String)
    }

    @Test("keys are text and suffix")
    func keysAreRight() throws {
        #expect(try HandshakeKeys.digestKey(of: .client) == handshakeBytes(keys("fp_partial_30")))
        #expect(try HandshakeKeys.digestKey(of: .server) == handshakeBytes(keys("fms_partial_36")))
        #expect(try HandshakeKeys.signatureKey(of: .client) == handshakeBytes(keys("fp_full_62")))
        #expect(try HandshakeKeys.signatureKey(of: .server) == handshakeBytes(keys("fms_full_68")))
    }

    @Test("each of 16 keys enciphers the block as the vectors say", arguments: 0..<16)
    func selfTest(number: Int) throws {
        let vectors = try #require(handshakeVectorFile["cipher_self_test"] as? [String: Any])
        let input = handshakeBytes(try #require(vectors["input"] as? String))
        let type8 = try #require(vectors["type8"] as? [String])
        let type9 = try #require(vectors["type9"] as? [String])
        #expect(SignatureWrapping.xtea.encipher(input, keyNumber: number) == handshakeBytes(type8[number]))
        #expect(SignatureWrapping.blowfish.encipher(input, keyNumber: number) == handshakeBytes(type9[number]))
        #expect(SignatureWrapping.bare.encipher(input, keyNumber: number) == input)
    }

    @Test("Blowfish enciphers Schneier's test vectors")
    func blowfish() {
        // Key of eight zero bytes, block of zeros: 4EF997456198DD78. Key and block of FF: 51866FD5B85ECB8A.
        var (left, right): (UInt32, UInt32) = (0, 0)
        Blowfish(key: [0, 0]).encipher(&left, &right)
        #expect((left, right) == (0x4ef9_9745, 0x6198_dd78))
        (left, right) = (.max, .max)
        Blowfish(key: [.max, .max]).encipher(&left, &right)
        #expect((left, right) == (0x5186_6fd5, 0xb85e_cb8a))
    }

    @Test("signatures are wrapped from the temporary key on", arguments: HandshakeVector.all)
    func wrapping(vector: HandshakeVector) throws {
        for (role, answered, own) in [(HandshakeRole.server, "c1", "s2"), (.client, "s1", "c2")] {
            guard let digest = vector.bytes("\(answered)_digest"), let key = vector.bytes("\(own)_temp_key"),
                let bare = vector.bytes("\(own)_hmac_before_type8_9")
            else { continue }
            #expect(HandshakeReply.temporaryKey(of: role, over: digest) == key)
            let packet = own == "s2" ? vector.s2 : vector.c2
            #expect(HandshakeKeys.hmac(key: key, packet[..<1504]) == bare)
            let wrapped = vector.s0.signatureWrapping.wrap(bare, key: key)
            #expect(wrapped == vector.bytes("\(own)_signature"))
            #expect(wrapped == Array(packet[1504...]))
        }
    }

    @Test("SWF verification gives the vector's answer")
    func swfVerification() throws {
        let vector = try #require(handshakeVectorFile["swf_verification"] as? [String: Any])
        let hash = handshakeBytes(try #require(vector["swf_hash"] as? String))
        let end = handshakeBytes(try #require(vector["hmac_key_last32_of_s1"] as? String))
        let s1 = [UInt8](repeating: 0, count: 1504) + end
        let response = SWFVerification.response(swfHash: hash, swfSize: 12345, serverBlock: s1)
        #expect(response == handshakeBytes(try #require(vector["response_payload"] as? String)))
        #expect(response?.count == 44)
        #expect(SWFVerification.response(swfHash: hash, swfSize: 12345, serverBlock: end) == nil)
        // The file is SHA-256("swf-file:0"), SHA-256("swf-file:1") …, cut at 12345 bytes.
        #expect(SWFVerification.hash(ofUncompressed: Self.stream("swf-file", count: 12345)) == hash)
    }

    private static func stream(_ label: String, count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = 0
        while bytes.count < count {
            bytes += Array(SHA256.hash(data: Array("\(label):\(index)".utf8)))
            index += 1
        }
        return Array(bytes.prefix(count))
    }
}
