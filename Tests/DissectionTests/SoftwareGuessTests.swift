import AMF
import TestSupport
import Testing

@testable import Dissection

/// Programs named by what they send. The values are those that the programs were seen to send.
@Suite struct SoftwareGuessTests {
    /// What one side sent, for the tables.
    struct Sent: Sendable {
        var handshake: PeerWords.Handshake = .notCaptured
        var texts: [PeerWords.Slot: String] = [:]
        var numbers: [String: Double] = [:]
        var keys: [String] = []

        fileprivate var words: PeerWords {
            var words = PackedWords()
            if case .seen(let guess) = handshake { words.note(handshake: guess, of: .serverToClient) }
            words.keep(
                keysOf: [.object(AMFObject(members: keys.map { AMFMember(name: AMFText($0), value: .null) }))],
                of: .serverToClient)
            for (slot, text) in texts { words.keep(slot, .string(AMFText(text)), of: .serverToClient) }
            for (name, number) in numbers { words.keep(name, .number(number), of: .serverToClient) }
            return words.words(of: .serverToClient)
        }
    }

    private static let publishKeys = ["app", "type", "flashVer", "tcUrl"]
    private static let playKeys = [
        "app", "flashVer", "tcUrl", "fpad", "capabilities", "audioCodecs", "videoCodecs", "videoFunction",
    ]
    private static let publisher = "FMLE/3.0 (compatible; FMSc/1.0)"

    @Test(
        "clients",
        arguments: [
            (
                "ffmpeg (Lavf59.27.100)",
                Sent(
                    handshake: .seen("FFmpeg"), texts: [.flashVer: "FMLE/3.0 (compatible; Lavf59.27.100)"],
                    keys: publishKeys)
            ),
            // Its flashVer can be set; the metadata tell the version.
            (
                "ffmpeg (Lavf59.27.100)",
                Sent(
                    handshake: .seen("FFmpeg"), texts: [.flashVer: publisher, .encoder: "Lavf59.27.100"],
                    keys: publishKeys)
            ),
            (
                "ffmpeg (libavformat)",
                Sent(
                    handshake: .seen("FFmpeg"), texts: [.flashVer: "LNX 9,0,124,2"], numbers: ["audioCodecs": 4071],
                    keys: playKeys)
            ),
            ("ffmpeg or modelled on it", Sent(handshake: .seen("FFmpeg"))),
            ("ffmpeg or modelled on it", Sent(texts: [.flashVer: "LNX 9,0,124,2"], numbers: ["audioCodecs": 4071])),
            ("ffmpeg (Lavf58.1.2)", Sent(texts: [.flashVer: "FMLE/3.0 (compatible; Lavf58.1.2)"])),
            // Another handshake than FFmpeg's: a phone's library that borrows the name.
            (
                "modelled on ffmpeg (Lavf57.56.101)",
                Sent(handshake: .seen(nil), texts: [.flashVer: "FMLE/3.0 (compatible; Lavf57.56.101)"])
            ),
            (
                "OBS Studio 29.0.2",
                Sent(
                    handshake: .seen(nil),
                    texts: [.flashVer: publisher, .encoder: "obs-output module (libobs version 29.0.2.1-1+b1)"],
                    keys: ["app", "type", "supportsGoAway", "flashVer", "swfUrl", "tcUrl"])
            ),
            (
                "OBS Studio",
                Sent(handshake: .seen(nil), texts: [.flashVer: publisher], keys: ["app", "supportsGoAway"])
            ),
            // What OBS recorded, sent by another program.
            (
                "librtmp (rtmpdump…)",
                Sent(handshake: .seen("librtmp"), texts: [.encoder: "obs-output module (libobs version 29.0.2)"])
            ),
            ("librtmp (rtmpdump…)", Sent(handshake: .seen("librtmp"), texts: [.flashVer: "LNX 10,0,32,18"])),
            ("librtmp (rtmpdump…)", Sent(texts: [.flashVer: "LNX 10,0,32,18"], numbers: ["audioCodecs": 3191])),
            (
                "GStreamer 1.22.0 (rtmpsink, librtmp)",
                Sent(handshake: .seen("librtmp"), texts: [.encoder: "GStreamer 1.22.0 FLV muxer"])
            ),
            (
                "GStreamer 1.22.0 (rtmp2)",
                Sent(
                    handshake: .seen(nil),
                    texts: [.flashVer: "LNX 10,0,32,18", .encoder: "GStreamer 1.22.0 FLV muxer"],
                    numbers: ["releaseStream": 0])
            ),
            (
                "GStreamer rtmp2",
                Sent(handshake: .seen(nil), texts: [.flashVer: "LNX 10,0,32,18"], numbers: ["audioCodecs": 4071])
            ),
            // Relays pass on the publisher's metadata.
            (
                "nginx-rtmp (relay)",
                Sent(
                    handshake: .seen("nginx-rtmp relay or modelled on it"),
                    texts: [.flashVer: "LNX.11,1,102,55", .encoder: "Lavf59.27.100"], numbers: ["audioCodecs": 3575],
                    keys: ["app", "tcUrl", "pageUrl", "swfUrl", "flashVer", "audioCodecs", "videoCodecs"])
            ),
            (
                "SRS 7.0.18",
                Sent(handshake: .seen("SRS 7.0.18"), texts: [.flashVer: "WIN 15,0,0,239", .encoder: "Lavf59"])
            ),
            (
                "SRS or modelled on it",
                Sent(texts: [.flashVer: "WIN 15,0,0,239"], numbers: ["capabilities": 239, "audioCodecs": 3575])
            ),
            (
                "lal 0.37.4",
                Sent(handshake: .seen("lal v0.37.4"), texts: [.flashVer: "FMLE/3.0 (compatible; lal0.37.4)"])
            ),
            (
                "rtmfp-cpp",
                Sent(keys: ["app", "audioFourCcInfoMap", "capsEx", "objectEncoding", "tcUrl", "videoFourCcInfoMap"])
            ),
            ("Flash Media Live Encoder or modelled on it", Sent(texts: [.flashVer: publisher])),
            ("TestEncoder", Sent(handshake: .seen(nil), texts: [.flashVer: "FMLE/3.0 (compatible; TestEncoder)"])),
            ("Wirecast/FM 1.0", Sent(texts: [.flashVer: "Wirecast/FM 1.0 (something)"])),
            ("Flash Player 32.0.0.465 or modelled on it", Sent(texts: [.flashVer: "WIN 32,0,0,465"])),
            ("librtmp (rtmpdump…)", Sent(handshake: .seen("librtmp with RTMPE"))),
            ("XSplit by its metadata", Sent(handshake: .seen(nil), texts: [.encoder: "XSplit"])),
            (nil, Sent()), (nil, Sent(handshake: .seen(nil))), (nil, Sent(texts: [.flashVer: " ();"])),
        ] as [(String?, Sent)])
    func clients(name: String?, sent: Sent) {
        #expect(SoftwareGuess.client(sent.words) == name)
    }

    private static let nginxWords: [PeerWords.Slot: String] = [
        .fmsVer: "FMS/3,0,1,123", .description: "Connection succeeded.",
    ]

    @Test(
        "servers",
        arguments: [
            (
                "nginx-rtmp",
                Sent(handshake: .seen("nginx-rtmp or modelled on it"), texts: nginxWords, numbers: ["capabilities": 31])
            ),
            ("nginx-rtmp or modelled on it", Sent(handshake: .seen("nginx-rtmp"))),
            ("nginx-rtmp or modelled on it", Sent(texts: nginxWords)),
            (
                "SRS 7.0.18",
                Sent(texts: [.fmsVer: "FMS/3,5,3,888", .srsVersion: "7.0.18", .srsServer: "SRS/7.0.18(Hang)"])
            ),
            ("SRS 3.0.1", Sent(texts: [.srsServer: "SRS/3.0.1(OuXuli)"])),
            (
                "SRS or modelled on it",
                Sent(texts: [.fmsVer: "FMS/3,5,3,888"], keys: ["fmsVer", "capabilities", "mode"])
            ),
            ("lal 0.37.4", Sent(handshake: .seen(nil), texts: [.fmsVer: "FMS/3,0,1,123", .version: "0,37,4"])),
            ("crtmpserver", Sent(handshake: .seen("crtmpserver"), texts: [.fmsVer: "FMS/3,0,1,123"])),
            ("Node-Media-Server", Sent(handshake: .seen("Node-Media-Server"), texts: nginxWords)),
            ("librtmp's rtmpsrv", Sent(handshake: .seen("nginx-rtmp"), texts: [.fmsVer: "FMS/3,5,1,525"])),
            ("ffmpeg (listening)", Sent(texts: nginxWords, numbers: ["onBWDone": 8192])),
            ("pyrtmp", Sent(texts: [.fmsVer: "FMS/3,0,123", .description: "Connection succeeds"])),
            ("rtmfp-cpp", Sent(keys: ["capsEx", "connectionID", "serverFingerprint"])),
            ("Red5 1.0.2.0", Sent(texts: [.fmsVer: "RED5/1,0,2,0"])),
            ("Flash Media Server 4.5.1.484 or modelled on it", Sent(texts: [.fmsVer: "FMS/4,5,1,484"])),
            // The words of nginx-rtmp behind a handshake that is not its own.
            ("Flash Media Server 3.0.1.123 or modelled on it", Sent(handshake: .seen(nil), texts: nginxWords)),
            ("rtmp/testing", Sent(texts: [.fmsVer: "rtmp/testing"])),
            (nil, Sent()),
        ] as [(String?, Sent)])
    func servers(name: String?, sent: Sent) {
        #expect(SoftwareGuess.server(sent.words) == name)
    }

    @Test("evidence is gathered from the session: properties, the answer, habits, the publisher's metadata")
    func session() {
        var connection = BuiltConnection()
        connection.handshake()
        connection.connect([("app", .string("live")), ("flashVer", .string("LNX 10,0,32,18"))])
        connection.command(.client, "releaseStream", 0, [.null, .string("cam")])
        // What a server sends to a player is not the player's word.
        connection.data(.server, [.string("onMetaData"), .object([("encoder", .string("Lavf1.2.3"))])])
        connection.data(
            .client,
            [
                .string("@setDataFrame"), .string("onMetaData"),
                .object([("encoder", .string("GStreamer 1.24.2 FLV muxer"))]),
            ])
        connection.close(.client)
        let end = Dissected(connection).ends.first
        #expect(end?.clientSoftware == "GStreamer 1.24.2 (rtmp2)")
        // Its S1 copies the client's C1, as nginx-rtmp does; its answer has no description.
        #expect(end?.serverSoftware == "nginx-rtmp or modelled on it")
    }

    @Test("texts and names are kept up to a bound, cut at any byte")
    func bounded() {
        var packed = PackedWords()
        packed.keep(.flashVer, .string(AMFText(String(repeating: "é", count: 100_000))), of: .clientToServer)
        #expect(packed.words(of: .clientToServer)[.flashVer]?.utf8.count ?? 0 <= 260)
        #expect((SoftwareGuess.client(packed.words(of: .clientToServer))?.count ?? 0) <= 48)
        let many = AMFObject(members: (0..<1000).map { AMFMember(name: AMFText("k\($0)"), value: .null) })
        packed.keep(keysOf: [.object(many)], of: .clientToServer)
        #expect(packed.words(of: .clientToServer).keys.count == 64)
    }

    @Test("what the sides sent stays apart, each as it came first; the last URL counts")
    func sides() {
        var packed = PackedWords()
        for (side, text) in [(Direction.clientToServer, "a"), (.serverToClient, "b"), (.clientToServer, "c")] {
            packed.keep(.version, .string(AMFText(text)), of: side)
            packed.keep("capabilities", .number(text == "a" ? 31.5 : 15), of: side)
            packed.keep("capabilities of another", .number(-0.0), of: side)
            packed.note(handshake: text == "c" ? nil : "nginx-rtmp", of: side)
            packed.tcURL = "rtmp://\(text)/live"
        }
        let client = packed.words(of: .clientToServer)
        let server = packed.words(of: .serverToClient)
        #expect(client[.version] == "a" && server[.version] == "b")
        #expect(client.number("capabilities") == 31.5 && server.number("capabilities") == 15)
        #expect(client.number("capabilities of another")?.sign == .minus)
        #expect(client.handshake == .seen(nil) && server.handshake == .seen("nginx-rtmp"))
        #expect(packed.tcURL == "rtmp://c/live")
        packed.tcURL = nil
        #expect(packed.tcURL == nil && packed.words(of: .clientToServer)[.version] == "a")
    }
}
