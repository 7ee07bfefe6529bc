import RTMP
import Redaction
import TestSupport
import Testing

/// What is masked of single messages.
@Suite("Messages")
struct MessageRedactionTests {
    @discardableResult
    private func masked(
        _ payload: [UInt8], type: UInt8 = 20, _ redactor: Redactor = Redactor(masksAddresses: false)
    ) -> String {
        var bytes = payload
        redactor.redact(
            &bytes,
            of: Message.Header(
                chunkStreamID: 3, format: 0, timestamp: 0, length: payload.count, type: MessageTypeID(rawValue: type),
                messageStreamID: 0))
        #expect(bytes.count == payload.count)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func command(_ name: String, _ arguments: [AMF0Bytes]) -> [UInt8] {
        AMF0Bytes.all([.string(name), .number(2), .null] + arguments)
    }

    @Test(
        "commands that name a stream",
        arguments: ["publish", "play", "releaseStream", "FCPublish", "FCUnpublish", "FCSubscribe", "getStreamLength"])
    func names(command name: String) {
        let text = masked(command(name, [.string("mp4:folder/camera7?token=abcdefgh&e=99")]))
        #expect(text.contains("mp4:name1x/name2xx?token=key1xxxx&e=k"), "\(text)")
    }

    @Test("the type of a publish stays, anything else in its place does not")
    func publishType() {
        #expect(masked(command("publish", [.string("camera7"), .string("live")])).contains("live"))
        #expect(!masked(command("publish", [.string("camera7"), .string("hunter22")])).contains("hunter22"))
    }

    @Test("connect keeps words of the protocol and masks queries, logins and what is not known")
    func connect() {
        let text = masked(
            AMF0Bytes.all([
                .string("connect"), .number(1),
                .object([
                    ("app", .string("live?authmod=adobe&user=alice&response=Zm9vYmFy==")),
                    ("tcUrl", .string("rtmp://alice:wonder@host.example/live/extra?a=secretly")),
                    ("flashVer", .string("FMLE/3.0")), ("type", .string("nonprivate")),
                    ("mystery", .string("whatever")),
                ]), .string("argument"),
            ]))
        for kept in [
            "live?authmod=adobe&user=", "&response=", "==", "rtmp://", "@host.example/live", "FMLE/3.0", "nonprivate",
        ] {
            #expect(text.contains(kept), "\(kept) in \(text)")
        }
        for secret in ["alice", "Zm9v", "wonder", "secretly", "whatever", "argument"] {
            #expect(!text.contains(secret), "\(secret) in \(text)")
        }
    }

    @Test("what a path of tcUrl has beyond the app names a stream")
    func tcURLBeyondApp() {
        let text = masked(
            AMF0Bytes.all([
                .string("connect"), .number(1),
                .object([
                    ("tcUrl", .string("rtmp://host/live/inst/camera7")), ("app", .string("live/inst")),
                ]),
            ]))
        #expect(text.contains("rtmp://host/live/inst/name1xx"), "\(text)")
    }

    @Test("the name in a status is masked though no command named it")
    func statusInMidstream() {
        for sentence in [
            "camera7 is now published.", "Publishing camera7.", "Stream `camera7` is now published",
            "/live/camera7 is now published.", "Started playing camera7.",
        ] {
            let text = masked(
                AMF0Bytes.all([
                    .string("onStatus"), .number(0), .null,
                    .object([("code", .string("NetStream.Publish.Start")), ("description", .string(sentence))]),
                ]))
            #expect(!text.contains("camera7"), "\(text)")
            #expect(text.contains("NetStream.Publish.Start"))
        }
    }

    @Test("values in AMF3 are masked, also where the name of a member is their only hint")
    func amf3() {
        // Type 17: 00, then "call", 3, null, and behind 11 an AMF3 object {token: "abcdefgh", again: the same string}.
        let object: [UInt8] =
            [0x11, 0x0a, 0x0b, 0x01, 0x0b] + Array("token".utf8) + [0x06, 0x11] + Array("abcdefgh".utf8)
            + [0x0b] + Array("again".utf8) + [0x06, 0x02, 0x01]
        let text = masked(
            [0] + AMF0Bytes.all([.string("call"), .number(3), .null]) + object, type: 17)
        #expect(text.contains("token") && text.contains("again") && text.contains("key1xxxx"), "\(text)")
        #expect(!text.contains("abcdefgh"))
    }

    @Test("a secret that one message names is masked in the next, whatever that is", arguments: [18, 19] as [UInt8])
    func repeated(type: UInt8) {
        let redactor = Redactor(masksAddresses: false)
        masked(command("publish", [.string("camera-seven")]), type: 20, redactor)
        let payload = AMF0Bytes.all([.string("onTextData"), .object([("text", .string("see camera-seven now"))])])
        let text = masked(payload, type: type, redactor)
        #expect(text.contains("see name1xxxxxxx now"), "\(text)")
    }

    @Test("what was not understood is made unreadable, and messages of unknown types are blanked")
    func unread() {
        // A marker that AMF0 does not have, then text.
        let broken = command("publish", []) + [0x99] + Array("stolen-key".utf8)
        #expect(!masked(broken).contains("stolen-key"))
        #expect(masked(Array("stolen-key".utf8), type: 77).utf8.allSatisfy { $0 == 0 })
    }

    @Test("messages inside an aggregate are masked by their own types")
    func aggregate() {
        let inner = AMF0Bytes.all([.string("onStatus"), .number(0), .null, .object([("token", .string("abcdefgh"))])])
        let message = SentMessage(chunkStreamID: 4, type: 20, messageStreamID: 1, timestamp: 0, payload: inner)
        let text = masked(ChunkBuilder.aggregate(of: [message, message]), type: 22)
        #expect(!text.contains("abcdefgh"))
        #expect(text.contains("key1xxxx"))
    }

    @Test("hosts stay unless addresses are masked")
    func hosts() {
        let payload = AMF0Bytes.all([
            .string("connect"), .number(1),
            .object([("app", .string("live")), ("tcUrl", .string("rtmp://203.0.113.77:1935/live"))]),
        ])
        #expect(masked(payload).contains("rtmp://203.0.113.77:1935/live"))
        let text = masked(payload, type: 20, Redactor(masksAddresses: true))
        #expect(!text.contains("203.0.113.77"))
        #expect(text.contains(":1935/live"))
    }
}
