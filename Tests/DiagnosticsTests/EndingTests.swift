import Diagnostics
import Dissection
import TestSupport
import Testing

/// Why flows end: sessions built to end in each way, and those that come near it.
@Suite("Endings")
struct EndingTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var reason: EndingReason
        var confidence: Confidence
        /// A part of what it says.
        var says: String
        var session: @Sendable () -> BuiltSession

        init(
            _ name: String, _ reason: EndingReason, _ confidence: Confidence, _ says: String,
            _ session: @escaping @Sendable () -> BuiltSession
        ) {
            self.name = name
            self.reason = reason
            self.confidence = confidence
            self.says = says
            self.session = session
        }

        var testDescription: String { name }
    }

    private static let cases: [Case] = [
        Case(
            "a publisher that says goodbye", .clientFinished, .certain,
            "the client finished with FCUnpublish and deleteStream, then closed (FIN)"
        ) {
            .make(.streaming()) { $0.goodbye() }
        },
        Case("a publisher that just closes", .encoderStopped, .likely, "in mid-stream, without FCUnpublish") {
            .make(.streaming()) { $0.close(.clientToServer) }
        },
        Case("a publisher that breaks off", .reset, .certain, "the client reset the connection (RST)") {
            .make(.streaming()) { $0.close(.clientToServer, reset: true) }
        },
        Case("a publisher that hung before it broke off", .reset, .likely, "had been silent for 9") {
            .make(.streaming()) {
                $0.acknowledge(.serverToClient)
                $0.wait(seconds: 9)
                $0.close(.clientToServer, reset: true)
            }
        },
        Case("a player that closes", .playerStopped, .certain, "while the stream ran") {
            .make(.played()) {
                $0.audio(from: .serverToClient, Sample.aacHeader)
                $0.close(.clientToServer)
            }
        },
        Case("a player that got nothing", .clientGaveUp, .likely, "no media came in 5") {
            .make(.played()) {
                $0.wait(seconds: 5)
                $0.close(.clientToServer)
            }
        },
        Case("a stream that the server ends", .streamEnded, .certain, "onStatus NetStream.Play.UnpublishNotify") {
            .make(.played()) {
                $0.audio(from: .serverToClient, Sample.aacHeader)
                $0.status("NetStream.Play.UnpublishNotify")
                $0.close(.clientToServer)
            }
        },
        Case("a stream stopped because the client deleted it", .clientFinished, .certain, "deleteStream, then closed") {
            .make(.played()) {
                $0.audio(from: .serverToClient, Sample.aacHeader)
                $0.command(.clientToServer, "deleteStream", 0, [.null, .number(1)])
                $0.status("NetStream.Play.Stop")
                $0.close(.clientToServer)
            }
        },
        Case("a name that is taken", .nameInUse, .certain, "refused the name \"cam\": Already publishing") {
            .make(.asking()) {
                $0.status("NetStream.Publish.BadName", level: "error", description: "Already publishing")
                $0.close(.clientToServer)
            }
        },
        Case("a name that the server does not like", .nameInUse, .likely, "refused the name \"cam\"; the client") {
            .make(.asking()) {
                $0.status("NetStream.Publish.BadName", level: "error")
                $0.close(.clientToServer)
            }
        },
        Case("a name that is taken away", .nameInUse, .likely, "took the name \"cam\" away: newer publisher") {
            .make(.streaming()) {
                $0.status("NetStream.Publish.BadName", level: "error", description: "newer publisher")
                $0.close(.serverToClient)
            }
        },
        Case(
            "a key refused in words", .rejectedKey, .likely, "refused publish: NetStream.Publish.Failed, \"bad token\""
        ) {
            .make(.asking()) {
                $0.status("NetStream.Publish.Failed", level: "error", description: "bad token")
                $0.close(.serverToClient)
            }
        },
        Case("a key refused without a word", .rejectedKey, .likely, "without an answer to it: probably rejected") {
            .make(.asking()) { $0.close(.serverToClient) }
        },
        Case("a key refused after it was accepted", .rejectedKey, .likely, "which it had accepted: probably rejected") {
            .make(.published()) { $0.close(.serverToClient, reset: true) }
        },
        Case("a client that tidies up after it was thrown out", .rejectedKey, .likely, "probably rejected") {
            .make(.published()) {
                $0.close(.serverToClient)
                $0.command(.clientToServer, "FCUnpublish", 8, [.null, .string("cam")])
                $0.close(.clientToServer)
            }
        },
        Case("a stream that does not exist", .streamNotFound, .certain, "the server has no stream \"cam\"") {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "play", 0, [.null, .string("cam")], csid: 8, stream: 1)
                $0.status("NetStream.Play.StreamNotFound", level: "error")
                $0.close(.clientToServer)
            }
        },
        Case("an app that does not exist", .wrongApp, .certain, "refused the app \"live\"") {
            .make(.greeting()) {
                $0.refuse(1, "NetConnection.Connect.InvalidApp", "no such app")
                $0.close(.serverToClient)
            }
        },
        Case("a connect that the server closes upon", .wrongApp, .guess, "it has no app \"live\" perhaps") {
            .make(.greeting()) { $0.close(.serverToClient) }
        },
        Case("a connect that is never answered", .clientGaveUp, .likely, "connect got no answer in 7") {
            .make(.greeting()) {
                $0.wait(seconds: 7)
                $0.close(.clientToServer)
            }
        },
        Case(
            "a refusal for no reason known here", .refused, .certain, "refused connect: NetConnection.Connect.Rejected"
        ) {
            .make(.greeting()) {
                $0.refuse(1, "NetConnection.Connect.Rejected", "on a whim")
                $0.close(.serverToClient)
            }
        },
        Case("a server that goes down", .serverError, .certain, "the server failed: NetConnection.Connect.AppShutdown")
        {
            .make(.streaming()) {
                $0.status("NetConnection.Connect.AppShutdown", stream: 0)
                $0.close(.serverToClient)
            }
        },
        Case("a login asked for", .authenticationNeeded, .certain, "the server wants a login, authmod=adobe") {
            .make(.greeting()) {
                $0.refuse(
                    1, "NetConnection.Connect.Rejected",
                    "[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : ")
                $0.close(.serverToClient)
            }
        },
        Case("a login refused", .authenticationFailed, .certain, "the login was refused: nosuchuser") {
            .make(.greeting()) {
                $0.refuse(
                    1, "NetConnection.Connect.Rejected",
                    "[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=nosuchuser")
                $0.close(.serverToClient)
            }
        },
        Case("a client sent elsewhere", .redirected, .certain, "sent the client to rtmp://198.51.100.9/live") {
            .make(.greeting()) {
                $0.redirect(to: "rtmp://198.51.100.9/live")
                $0.close(.clientToServer)
            }
        },
        Case("half a handshake", .handshakeStalled, .certain, "the server owed S0 and S1; the client closed") {
            var session = BuiltSession()
            session.send(.clientToServer, [3] + SimpleHandshake.block)
            session.wait(seconds: 5)
            session.close(.clientToServer)
            return session
        },
        Case("a client that says nothing", .clientLeft, .certain, "had said nothing since the handshake") {
            var session = BuiltSession()
            session.handshake()
            session.close(.clientToServer)
            return session
        },
        Case("a client that the server tires of", .idleTimeout, .likely, "had sent nothing for 8") {
            .make(.streaming()) {
                $0.wait(seconds: 5)
                $0.userControl(.serverToClient, 6, 1000)
                $0.wait(seconds: 3)
                $0.close(.serverToClient)
            }
        },
        Case("a server that goes away", .serverClosed, .certain, "in mid-stream and did not say why") {
            .make(.streaming()) { $0.close(.serverToClient) }
        },
        Case("a very large message cut by the server", .messageTooLarge, .likely, "of a message of 2 MB had come") {
            .make(.streaming()) {
                // Type 9, 2,000,000 bytes, of which the first chunk comes.
                $0.send(.clientToServer, hex("06 000000 1e8480 09 01000000") + [UInt8](repeating: 0x17, count: 128))
                $0.close(.serverToClient, reset: true)
            }
        },
        Case("bytes sent again and never acknowledged", .networkStall, .likely, "was acknowledged for the last 12") {
            .make(.streaming()) {
                $0.acknowledge(.serverToClient)
                $0.audio(at: 500, Sample.aacFrame)
                for wait in [0.8, 1.6, 3.2, 6.4] {
                    $0.wait(seconds: wait)
                    $0.sendAgain(.clientToServer)
                }
                $0.close(.clientToServer, reset: true)
            }
        },
        Case("a receiver that does not read", .receiverStall, .likely, "the server's window was closed for the last 6")
        {
            .make(.streaming()) {
                $0.acknowledge(.serverToClient, window: 0)
                $0.wait(seconds: 6)
                $0.close(.clientToServer, reset: true)
            }
        },
        Case("a capture that ends first", .captureEnded, .certain, "still open when the capture ended") {
            .streaming()
        },
    ]

    @Test("a flow's end has its reason", arguments: cases)
    func reason(_ example: Case) throws {
        let ending = try #require(RuleHarness.endings(in: [example.session()]).first)
        #expect(ending.reason == example.reason, "\(ending.text)")
        #expect(ending.confidence == example.confidence, "\(ending.text)")
        #expect(ending.text.contains(example.says), "\(ending.text)")
    }

    @Test("missing bytes before the end lower the confidence, and are named")
    func damage() throws {
        let session = BuiltSession.make(.asking()) {
            $0.lose(.serverToClient, count: 120)
            $0.acknowledge(.clientToServer)
            $0.control(.serverToClient, type: 3, 5000)
            $0.close(.serverToClient)
        }
        let ending = try #require(RuleHarness.endings(in: [session]).first)
        #expect(ending.confidence == .guess, "\(ending.text)")
        #expect(ending.text.hasSuffix("; what the server said last could not be read"), "\(ending.text)")
    }

    @Test("a server that closes in the midst of a very large message is not said to reject the key")
    func largeMessage() {
        let session = BuiltSession.make(.published()) {
            $0.send(.clientToServer, hex("06 000000 1e8480 09 01000000") + [UInt8](repeating: 0x17, count: 128))
            $0.close(.serverToClient, reset: true)
        }
        let findings = RuleHarness.findings(in: session)
        #expect(findings.of("silent-rejection").isEmpty, "\(findings.lines)")
    }

    @Test("a publisher turned away without a word is told of the one that publishes the name")
    func rival() throws {
        let first = BuiltSession.streaming(.published(.connected()))
        var second = BuiltSession(clientPort: 50_001, time: 1_700_000_001)
        second.handshake()
        second.connect()
        second.command(
            .serverToClient, "_result", 1,
            [.null, .object([("level", .string("status")), ("code", .string("NetConnection.Connect.Success"))])])
        second.createStream()
        second.command(.clientToServer, "publish", 3, [.null, .string("cam")], csid: 8, stream: 1)
        second.close(.serverToClient)
        second.close(.clientToServer)
        let ending = try #require(RuleHarness.endings(in: [first, second]).first)
        #expect(ending.reason == .nameInUse, "\(ending.text)")
        #expect(ending.text.contains("flow 1 publishes the same name"), "\(ending.text)")
    }

    @Test("each side's last words, silence and close are kept")
    func sides() throws {
        let session = BuiltSession.make(.streaming()) {
            $0.wait(seconds: 2)
            $0.close(.serverToClient)
            $0.close(.clientToServer)
        }
        let ending = try #require(RuleHarness.endings(in: [session]).first)
        #expect(ending.closedBy == .serverToClient)
        #expect(ending.sides[0].lastWords == "publish")
        #expect(ending.sides[1].lastWords == "onStatus NetStream.Publish.Start")
        #expect(ending.sides[0].silence.map { $0 >= 2_000_000_000 } == true)
        #expect(ending.sides[1].closing != nil)
        #expect((ending.sides[1].closing?.at.packet ?? 0) < (ending.sides[0].closing?.at.packet ?? 0))
    }

    /// Why the flows of real captures ended, as their manifest tells it.
    private static let captures: [(String, Int, EndingReason)] = [
        ("ffmpeg-publishes-to-nginx.pcap", 1, .clientFinished),
        ("mpv-plays-from-nginx.pcap", 1, .clientFinished),
        ("second-publisher-gets-badname.pcap", 1, .captureEnded),
        ("second-publisher-gets-badname.pcap", 2, .nameInUse),
        ("node-media-server-denies-publishing.pcap", 1, .rejectedKey),
        ("ffmpeg-finds-no-stream.pcap", 1, .streamNotFound),
        ("gstreamer-finds-no-application.pcap", 1, .wrongApp),
        ("ffmpeg-authenticates-at-crtmpserver.pcap", 2, .authenticationNeeded),
        ("ffmpeg-authenticates-at-crtmpserver.pcap", 3, .clientFinished),
        ("tcserver-rejects-ffmpeg-without-a-token.pcap", 1, .authenticationNeeded),
        ("ffmpeg-plays-over-rtmpt.pcap", 1, .notDecoded),
    ]

    @Test("flows of real captures end for the reason that their manifest tells", arguments: captures)
    func captured(name: String, flow: Int, reason: EndingReason) throws {
        let ending = try #require(RuleHarness.endings(inCapture: name)[flow])
        #expect(ending.reason == reason, "\(ending.text)")
    }
}

extension BuiltSession {
    /// Handshake and connect, which is not answered.
    static func greeting() -> BuiltSession {
        var session = BuiltSession()
        session.handshake()
        session.connect()
        return session
    }

    /// `connected`, and a publish that is not answered.
    static func asking() -> BuiltSession {
        make {
            $0.createStream()
            $0.command(.clientToServer, "publish", 3, [.null, .string("cam"), .string("live")], csid: 8, stream: 1)
        }
    }

    /// `published`, and two seconds of sound.
    static func streaming(_ session: BuiltSession = .published()) -> BuiltSession {
        make(session) {
            $0.audio(Sample.aacHeader)
            for index in 1...20 {
                $0.wait(seconds: 0.1)
                $0.audio(at: UInt32(index) * 23, Sample.aacFrame)
            }
        }
    }

    /// An `_error` of the server with `ex.redirect`, as SRS and AMS send it.
    mutating func redirect(to url: String) {
        command(
            .serverToClient, "_error", 1,
            [
                .null,
                .object([
                    ("level", .string("error")), ("code", .string("NetConnection.Connect.Rejected")),
                    ("description", .string("RTMP 302 Redirect")),
                    ("ex", .object([("code", .number(302)), ("redirect", .string(url))])),
                ]),
            ])
    }
}
