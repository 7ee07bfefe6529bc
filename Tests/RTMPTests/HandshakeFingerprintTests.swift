import RTMP
import Testing

@Suite("Guesses at the software behind a block")
struct HandshakeFingerprintTests {
    private func guess(
        _ packet: [UInt8], _ role: HandshakeRole, answering peer: [UInt8]? = nil
    ) throws -> String? {
        let block = try #require(HandshakeBlock(packet, from: role, answering: peer))
        return HandshakeFingerprint.guess(block, packet: packet)
    }

    /// A block with a version and a text in its filler.
    private func packet(version: [UInt8] = [0, 0, 0, 0], text: String = "", at position: Int = 8) -> [UInt8] {
        var packet = [UInt8](repeating: 0xee, count: 1536)
        packet.replaceSubrange(0..<8, with: [0, 0, 0, 1] + version)
        packet.replaceSubrange(position..<position + text.utf8.count, with: text.utf8)
        return packet
    }

    @Test(
        "captured programs are recognised",
        arguments: [
            ("ffmpeg-5.1-play-nginx-rtmp-1.2.2", "FFmpeg", "nginx-rtmp or modelled on it"),
            ("ffmpeg-5.1-publish-nginx-rtmp-1.2.2", "FFmpeg", "nginx-rtmp or modelled on it"),
            ("rtmpdump-2.4-play-nginx-simple", "librtmp", "nginx-rtmp"),
            ("rtmpdump-2.4-swfvfy-play-nginx", "librtmp", "nginx-rtmp or modelled on it"),
            ("rtmpdump-2.4-rtmpe-librtmp-server", "librtmp", "librtmp"),
            ("plain-key-first", "Flash Player or modelled on it", "Flash Media Server or modelled on it"),
        ])
    func captured(name: String, client: String, server: String) throws {
        let vector = try HandshakeVector.named(name)
        #expect(try guess(vector.c1, .client) == client)
        #expect(try guess(vector.s1, .server, answering: vector.c1) == server)
    }

    @Test("texts in the filler name the program and its version")
    func texts() throws {
        #expect(try guess(packet(version: [1, 0, 5, 4], text: "SRS(7.0.18)", at: 12), .server) == "SRS 7.0.18")
        let lal = "random buf of rtmp handshake gen by lal v0.37.4 (lal)"
        #expect(try guess(packet(text: lal), .server) == "lal v0.37.4")
        let crtmp = "C++ RTMP Media Server (www.rtmpd.com)"
        #expect(try guess(packet(text: crtmp, at: 1536 - 37), .server) == "crtmpserver")
        #expect(try guess(packet(text: "SRS(\u{1}", at: 900), .client) == "SRS")
        // A text that the packet's end cuts off is none.
        #expect(try guess(packet(text: "SRS", at: 1533), .client) == nil)
    }

    @Test("versions are looked up by role")
    func versions() throws {
        #expect(try guess(packet(version: [1, 2, 3, 4]), .server) == "Node-Media-Server")
        #expect(try guess(packet(version: [1, 2, 3, 4]), .client) == nil)
        #expect(try guess(packet(version: [0x0c, 0, 0x0d, 0x0e]), .client) == "nginx-rtmp relay or modelled on it")
    }

    @Test("what a server takes from C1 tells on it")
    func copies() throws {
        let c1 = packet()
        #expect(try guess(c1, .server, answering: c1) == "nginx-rtmp")
        #expect(try guess(packet(version: [0, 0, 0, 1]), .server, answering: c1) == "SRS or modelled on it")
        #expect(try guess(packet(text: "another filler"), .server, answering: c1) == "FFmpeg, listening")
        #expect(try guess(packet(text: "another filler"), .server) == nil)
    }
}
