import Diagnostics
import Dissection
import Testing
import TestSupport

@Suite("Rules of commands and states")
struct CommandsRuleTests {
    @Test("a rule speaks of its trouble and is silent beside it", arguments: Self.cases)
    func rule(_ rule: RuleCase) throws { try rule.check() }

    private static let cases = calls + order + refusals + addresses + control

    private static let calls: [RuleCase] = [
        RuleCase("call-unanswered", .error, "publish got no answer in 4") {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "publish", 3, [.null, .string("cam")], stream: 1)
                $0.wait(seconds: 4)
                $0.close(.clientToServer)
            }
        } health: {
            // The client went before the server could answer.
            .make {
                $0.createStream()
                $0.command(.clientToServer, "publish", 3, [.null, .string("cam")], stream: 1)
                $0.wait(seconds: 1)
                $0.close(.clientToServer)
            }
        },
        RuleCase("response-unmatched", .warning, "_result has transaction 7, which no call") {
            .make {
                $0.command(.clientToServer, "createStream", 2)
                $0.command(.serverToClient, "_result", 7, [.null, .number(1)])
            }
        } health: {
            // The call may have been in the hole.
            .make {
                $0.lose(.clientToServer, count: 100)
                $0.command(.serverToClient, "_result", 7, [.null, .number(1)])
                $0.command(.clientToServer, "createStream", 2)
            }
        },
        RuleCase("response-unmatched", .warning, "answers transaction 2 a second time") {
            .make {
                $0.createStream()
                $0.command(.serverToClient, "_result", 2, [.null, .number(2)])
            }
        } health: {
            .make { $0.createStream() }
        },
        RuleCase("transaction-id-missing", .warning, "the server's onFCPublish has no transaction id") {
            .make {
                $0.message(.serverToClient, type: 20, AMF0Bytes.string("onFCPublish").bytes + AMF0Bytes.null.bytes)
            }
        } health: {
            .make { $0.command(.serverToClient, "onFCPublish", 0) }
        },
        RuleCase("status-transaction-id", .note, "NetStream.Publish.Start has transaction id 3") {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "publish", 3, [.null, .string("cam")], stream: 1)
                $0.status("NetStream.Publish.Start", transaction: 3)
            }
        } health: {
            .published()
        },
        RuleCase("status-sent-as-result", .error, "publish was answered by _result NetStream.Publish.Start") {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "publish", 3, [.null, .string("cam")], stream: 1)
                $0.command(
                    .serverToClient, "_result", 3,
                    [.null, .object([("code", .string("NetStream.Publish.Start")), ("level", .string("status"))])])
                $0.wait(seconds: 3)
                $0.close(.clientToServer)
            }
        } health: {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "publish", 3, [.null, .string("cam")], stream: 1)
                $0.command(.serverToClient, "_result", 3)
                $0.status("NetStream.Publish.Start")
                $0.wait(seconds: 3)
                $0.goodbye()
            }
        },
        RuleCase("status-code-unknown", .warning, "NetStream.Unpublish.Success is") {
            .make(.published()) { $0.status("NetStream.unpublish.Success") }
        } health: {
            .make(.published()) { $0.status("NetStream.Unpublish.Success") }
        },
        RuleCase("status-code-unknown", .note, "\"Shop.Order.Accepted\" is not a known status code") {
            .make(.published()) { $0.status("Shop.Order.Accepted") }
        } health: {
            // Results of an application's own calls are its own business.
            .make {
                $0.command(.serverToClient, "orderAccepted", 0, [.null, .object([("code", .string("Shop.Order"))])])
            }
        },
        RuleCase("status-level-differs", .warning, "came with level \"error\" instead of \"status\"") {
            .make(.published()) { $0.status("NetStream.Unpublish.Success", level: "error") }
        } health: {
            .make(.published()) { $0.status("NetStream.Play.InsufficientBW", level: "warning") }
        },
    ]

    private static let order: [RuleCase] = [
        RuleCase("message-stream-unknown", .error, "publish on message stream 16777216") {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "publish", 3, [.null, .string("cam")], stream: 0x0100_0000)
            }
        } health: {
            .published()
        },
        RuleCase("message-stream-unknown", .error, "createStream was never called") {
            .make { $0.audio(stream: 0, Sample.aacHeader) }
        } health: {
            .make(.published()) { $0.audio(Sample.aacHeader) }
        },
        RuleCase("status-on-wrong-stream", .warning, "came on message stream 0, the call was on 1") {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "publish", 3, [.null, .string("cam")], stream: 1)
                $0.status("NetStream.Publish.Start", stream: 0)
            }
        } health: {
            .published()
        },
        RuleCase("publish-before-stream-id", .warning, "and says 5") {
            .make {
                $0.command(.clientToServer, "createStream", 2)
                $0.command(.clientToServer, "publish", 3, [.null, .string("cam")], stream: 1)
                $0.command(.serverToClient, "_result", 2, [.null, .number(5)])
            }
        } health: {
            .published()
        },
        RuleCase("publish-repeated", .warning, "publish on stream 1 again, after publish #3") {
            .make(.published()) {
                $0.command(.clientToServer, "publish", 4, [.null, .string("cam")], stream: 1)
            }
        } health: {
            .make(.published()) {
                $0.command(.clientToServer, "closeStream", 0, stream: 1)
                $0.command(.clientToServer, "publish", 4, [.null, .string("cam2")], stream: 1)
            }
        },
        RuleCase("fcpublish-after-publish", .warning, "FCPublish came after publish #3") {
            .make(.published()) { $0.command(.clientToServer, "FCPublish", 4, [.null, .string("cam")]) }
        } health: {
            .published(.make { $0.command(.clientToServer, "FCPublish", 5, [.null, .string("cam")]) })
        },
        RuleCase("publish-not-closed", .warning, "sent RST without FCUnpublish") {
            .make(.published()) { $0.close(.clientToServer, reset: true) }
        } health: {
            .make(.published()) { $0.goodbye() }
        },
        RuleCase("publish-not-closed", .note, "sent FIN without FCUnpublish") {
            .make(.published()) {
                $0.close(.clientToServer)
                $0.close(.serverToClient)
            }
        } health: {
            // The server went first.
            .make(.published()) {
                $0.close(.serverToClient)
                $0.close(.clientToServer, reset: true)
            }
        },
    ]

    private static let refusals: [RuleCase] = [
        RuleCase("request-refused", .error, "refused connect: NetConnection.Connect.InvalidApp, \"no such app\"") {
            var session = BuiltSession()
            session.handshake()
            session.connect()
            session.refuse(1, "NetConnection.Connect.InvalidApp", "no such app")
            return session
        } health: {
            .published()
        },
        RuleCase("request-refused", .note, "refused releaseStream") {
            .make {
                $0.command(.clientToServer, "releaseStream", 2, [.null, .string("cam")])
                $0.refuse(2, "NetConnection.Call.Failed", "no such stream")
            }
        } health: {
            // That is `bandwidth-check-unanswered`.
            .make {
                $0.command(.clientToServer, "_checkbw", 2)
                $0.refuse(2, "NetConnection.Call.Failed", "no such function")
            }
        },
        RuleCase("publish-bad-name", .error, "refused the name \"cam\": already publishing") {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "publish", 3, [.null, .string("cam")], stream: 1)
                $0.status("NetStream.Publish.BadName", level: "error", description: "already publishing")
            }
        } health: {
            .published()
        },
        RuleCase("silent-rejection", .error, "without an answer to it: probably rejected") {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "publish", 3, [.null, .string("cam")], stream: 1)
                $0.close(.serverToClient)
                $0.close(.clientToServer)
            }
        } health: {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "publish", 3, [.null, .string("cam")], stream: 1)
                $0.status("NetStream.Publish.BadName", level: "error")
                $0.close(.serverToClient)
                $0.close(.clientToServer)
            }
        },
        RuleCase("silent-rejection", .error, "which it had accepted, after 1 media message") {
            .make(.published()) {
                $0.audio(Sample.aacHeader)
                $0.close(.serverToClient, reset: true)
            }
        } health: {
            // It took media for a while: whatever happened, the key was good.
            .make(.published()) {
                $0.audio(Sample.aacHeader)
                $0.wait(seconds: 5)
                $0.close(.serverToClient, reset: true)
            }
        },
        RuleCase("authentication-requested", .note, "the server wants a login, authmod=adobe") {
            .make { $0.refuse(1, "NetConnection.Connect.Rejected", needAuth) }
        } health: {
            .make { $0.refuse(1, "NetConnection.Connect.Rejected", "go away") }
        },
        RuleCase("authentication-failed", .error, "the login was refused: nosuchuser") {
            .make {
                $0.refuse(
                    1, "NetConnection.Connect.Rejected",
                    "[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=nosuchuser")
            }
        } health: {
            .make { $0.refuse(1, "NetConnection.Connect.Rejected", needAuth) }
        },
        RuleCase("authentication-failed", .error, "asks for a login again") {
            .make(.connected(app: "live?authmod=adobe&user=u&challenge=c&response=r")) {
                $0.refuse(1, "NetConnection.Connect.Rejected", needAuth)
            }
        } health: {
            .connected(app: "live?authmod=adobe&user=u&challenge=c&response=r")
        },
        RuleCase("fc-call-unanswered", .note, "releaseStream, FCPublish got no answer") {
            .make {
                $0.command(.clientToServer, "releaseStream", 2, [.null, .string("cam")])
                $0.command(.clientToServer, "FCPublish", 3, [.null, .string("cam")])
            }
        } health: {
            .make {
                $0.command(.clientToServer, "FCPublish", 3, [.null, .string("cam")])
                $0.command(.serverToClient, "onFCPublish", 0)
            }
        },
        RuleCase("fc-call-unanswered", .warning, "and publish never followed") {
            .make {
                $0.command(.clientToServer, "FCPublish", 3, [.null, .string("cam")])
                $0.wait(seconds: 5)
                $0.close(.clientToServer)
            }
        } health: {
            .connected()
        },
        RuleCase("bandwidth-check-unanswered", .note, "_checkbw was answered by _error: no such function") {
            .make {
                $0.command(.clientToServer, "_checkbw", 2)
                $0.refuse(2, "NetConnection.Call.Failed", "no such function")
            }
        } health: {
            .make {
                $0.command(.clientToServer, "_checkbw", 2)
                $0.command(.serverToClient, "_result", 2)
            }
        },
    ]

    private static let needAuth = "[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : "

    private static let addresses: [RuleCase] = [
        RuleCase("tcurl-shape", .warning, "app \"live/\" ends in a slash") {
            .connected(app: "live/", tcURL: "rtmp://198.51.100.7/live/")
        } health: {
            // A port, a query and the default instance are nobody's fault.
            .connected(app: "live?k=1", tcURL: "rtmp://198.51.100.7:1936/live/_definst_?k=1")
        },
        RuleCase("tcurl-shape", .warning, "app is \"live\", the path of tcUrl \"other\"") {
            .connected(app: "live", tcURL: "rtmp://198.51.100.7/other")
        } health: {
            .connected(app: "a/b", tcURL: "rtmp://198.51.100.7/a/b")
        },
        RuleCase("query-in-app", .note, "app carries a query (token)") {
            .connected(app: "live?token=x", tcURL: "rtmp://198.51.100.7/live")
        } health: {
            .connected(app: "live?vhost=example.com", tcURL: "rtmp://198.51.100.7/live")
        },
    ]

    private static let control: [RuleCase] = [
        RuleCase("ping-unanswered", .warning, "did not answer 1 of 1 ping request") {
            .make(.published()) {
                $0.userControl(.serverToClient, 6, 1000)
                $0.wait(seconds: 3)
                $0.close(.serverToClient)
            }
        } health: {
            .make(.published()) {
                $0.userControl(.serverToClient, 6, 1000)
                $0.userControl(.clientToServer, 7, 1000)
                $0.wait(seconds: 3)
                $0.goodbye()
            }
        },
        RuleCase("ping-response-differs", .warning, "says 0, the request said 1000") {
            .make(.published()) {
                $0.userControl(.serverToClient, 6, 1000)
                $0.userControl(.clientToServer, 7, 0)
            }
        } health: {
            // One response for two requests.
            .make(.published()) {
                $0.userControl(.serverToClient, 6, 1000)
                $0.userControl(.serverToClient, 6, 2000)
                $0.userControl(.clientToServer, 7, 2000)
            }
        },
        RuleCase("stream-begin-missing", .note, "no StreamBegin came for stream 1, but one for 7") {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "play", 0, [.null, .string("cam")], stream: 1)
                $0.userControl(.serverToClient, 0, 7)
                $0.status("NetStream.Play.Start")
            }
        } health: {
            .played()
        },
        RuleCase("stream-is-recorded-late", .note, "StreamIsRecorded for stream 1 came after Play.Start") {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "play", 0, [.null, .string("cam")], stream: 1)
                $0.userControl(.serverToClient, 0, 1)
                $0.status("NetStream.Play.Start")
                $0.userControl(.serverToClient, 4, 1)
            }
        } health: {
            .make {
                $0.createStream()
                $0.command(.clientToServer, "play", 0, [.null, .string("cam")], stream: 1)
                $0.userControl(.serverToClient, 4, 1)
                $0.userControl(.serverToClient, 0, 1)
                $0.status("NetStream.Play.Start")
            }
        },
        RuleCase("connect-answer-misplaced", .warning, "the answer to connect came on chunk stream 5, not on 3") {
            .make(BuiltSession()) {
                $0.handshake()
                $0.connect()
                $0.command(.serverToClient, "_result", 1, [.null, .null], csid: 5)
            }
        } health: {
            .make(BuiltSession()) {
                $0.handshake()
                $0.connect()
                $0.command(.serverToClient, "_result", 1, [.null, .null], csid: 4)
            }
        },
    ]

    @Test(
        "captures show what they are known for",
        arguments: [
            ("second-publisher-gets-badname.pcap", "publish-bad-name"),
            ("node-media-server-denies-publishing.pcap", "silent-rejection"),
            ("gstreamer-finds-no-application.pcap", "call-unanswered"),
            ("ffmpeg-finds-no-stream.pcap", "request-refused"),
            ("tcserver-rejects-ffmpeg-without-a-token.pcap", "request-refused"),
            ("ffmpeg-authenticates-at-crtmpserver.pcap", "authentication-requested"),
            ("client-stops-after-the-handshake.pcap", "ping-unanswered"),
            ("ffmpeg-publishes-av1-and-opus-to-ffmpeg.pcap", "transaction-id-missing"),
        ])
    func capture(name: String, id: String) throws {
        let findings = try RuleHarness.findings(inCapture: name)
        #expect(!findings.of(id).isEmpty, "\(findings.lines)")
    }

    @Test("both steps of a login are told, and no failure")
    func login() throws {
        let findings = try RuleHarness.findings(inCapture: "ffmpeg-authenticates-at-crtmpserver.pcap")
        #expect(findings.of("authentication-requested").map(\.flow) == [1, 2])
        #expect(findings.of("authentication-failed").isEmpty)
        #expect(findings.of("request-refused").serious.isEmpty)
    }
}
