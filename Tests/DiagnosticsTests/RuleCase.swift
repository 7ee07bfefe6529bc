import Diagnostics
import Dissection
import Testing
import TestSupport

/// A rule with a session that has the trouble and one that comes near it.
struct RuleCase: CustomTestStringConvertible, Sendable {
    var id: String
    var severity: Severity
    /// A part of what it says.
    var says: String
    var trouble: @Sendable () -> BuiltSession
    var health: @Sendable () -> BuiltSession

    init(
        _ id: String, _ severity: Severity, _ says: String, trouble: @escaping @Sendable () -> BuiltSession,
        health: @escaping @Sendable () -> BuiltSession
    ) {
        self.id = id
        self.severity = severity
        self.says = says
        self.trouble = trouble
        self.health = health
    }

    var testDescription: String { id }

    func check() throws {
        let findings = RuleHarness.findings(in: trouble())
        let finding = try #require(findings.of(id).first, "\(findings.lines)")
        #expect(finding.severity == severity)
        #expect(finding.text.contains(says), "\(finding.text)")
        let silent = RuleHarness.findings(in: health()).of(id)
        #expect(silent.isEmpty, "\(silent.lines)")
    }
}

extension BuiltSession {
    /// A session and what more is said in it.
    static func make(_ base: BuiltSession = .connected(), _ steps: (inout BuiltSession) -> Void) -> BuiltSession {
        var session = base
        steps(&session)
        return session
    }

    /// Handshake and connect, answered. The properties are added to app and tcUrl.
    static func connected(
        app: String = "live", tcURL: String = "rtmp://198.51.100.7/live", _ more: [(String, AMF0Bytes)] = [],
        answer: [(String, AMF0Bytes)] = []
    ) -> BuiltSession {
        var session = BuiltSession()
        session.handshake()
        session.connect(app: app, tcURL: tcURL, more)
        session.command(
            .serverToClient, "_result", 1,
            [
                .object([("fmsVer", .string("FMS/3,0,1,123"))] + answer),
                .object([("level", .string("status")), ("code", .string("NetConnection.Connect.Success"))]),
            ])
        return session
    }

    /// `connected`, and a stream 1 that is published.
    static func published(_ session: BuiltSession = .connected()) -> BuiltSession {
        make(session) {
            $0.createStream()
            $0.command(.clientToServer, "publish", 3, [.null, .string("cam"), .string("live")], csid: 8, stream: 1)
            $0.status("NetStream.Publish.Start")
        }
    }

    /// `connected`, and a stream 1 that is played.
    static func played(_ session: BuiltSession = .connected()) -> BuiltSession {
        make(session) {
            $0.createStream()
            $0.command(.clientToServer, "play", 0, [.null, .string("cam")], csid: 8, stream: 1)
            $0.userControl(.serverToClient, 0, 1)
            $0.status("NetStream.Play.Start")
        }
    }

    mutating func connect(
        app: String = "live", tcURL: String = "rtmp://198.51.100.7/live", _ more: [(String, AMF0Bytes)] = []
    ) {
        command(.clientToServer, "connect", 1, [.object([("app", .string(app)), ("tcUrl", .string(tcURL))] + more)])
    }

    mutating func createStream(_ id: Double = 1) {
        command(.clientToServer, "createStream", 2)
        command(.serverToClient, "_result", 2, [.null, .number(id)])
    }

    /// An onStatus of the server.
    mutating func status(
        _ code: String, level: String = "status", description: String? = nil, stream: UInt32 = 1,
        transaction: Double = 0
    ) {
        command(
            .serverToClient, "onStatus", transaction,
            [
                .null,
                .object(
                    [("level", .string(level)), ("code", .string(code))]
                        + (description.map { [("description", .string($0))] } ?? [])),
            ], csid: 5, stream: stream)
    }

    /// An `_error` of the server.
    mutating func refuse(_ transaction: Double, _ code: String, _ description: String) {
        command(
            .serverToClient, "_error", transaction,
            [
                .null,
                .object([("level", .string("error")), ("code", .string(code)), ("description", .string(description))]),
            ])
    }

    mutating func userControl(_ direction: Direction, _ event: UInt16, _ value: UInt32) {
        message(direction, type: 4, csid: 2, PacketBuilder.u16(event) + ChunkBuilder.u32(value))
    }

    mutating func audio(
        from direction: Direction = .clientToServer, at timestamp: UInt32 = 0, stream: UInt32 = 1, _ payload: [UInt8]
    ) {
        message(direction, type: 8, csid: 4, stream: stream, timestamp: timestamp, payload)
    }

    mutating func video(
        from direction: Direction = .clientToServer, at timestamp: UInt32 = 0, stream: UInt32 = 1, _ payload: [UInt8]
    ) {
        message(direction, type: 9, csid: 6, stream: stream, timestamp: timestamp, payload)
    }

    /// How publishers say goodbye, and the end of both sides.
    mutating func goodbye() {
        command(.clientToServer, "FCUnpublish", 8, [.null, .string("cam")])
        command(.clientToServer, "deleteStream", 9, [.null, .number(1)])
        close(.clientToServer)
        close(.serverToClient)
    }
}

/// Payloads of media messages.
enum Sample {
    /// AudioSpecificConfig: LC, 44.1 kHz, stereo.
    static let aacHeader = hex("af00 1210")
    /// The same, 48 kHz.
    static let aacHeader48 = hex("af00 1190")
    static let aacFrame = hex("af01 21004990")
    /// AVCDecoderConfigurationRecord: Baseline 3.0, lengths of four bytes, no parameter sets.
    static let avcHeader = hex("1700 000000 01 42c01e ff e0 00")
    /// The same, Baseline 3.1.
    static let avcHeader31 = hex("1700 000000 01 42c01f ff e0 00")
    /// An IDR slice of two bytes.
    static let avcKey = hex("1701 000000 00000002 6588")
    /// A non-IDR slice of two bytes.
    static let avcInter = hex("2701 000000 00000002 419a")
    /// Enhanced: hvc1, SequenceStart; too short for a record.
    static let hevcFrameX = hex("93 68766331 00000003 280100")
}
