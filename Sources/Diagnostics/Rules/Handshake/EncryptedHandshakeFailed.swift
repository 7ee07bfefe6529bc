import Dissection
import Fields
import RTMP
import Streams

/// RTMPE that ends at its key exchange.
struct EncryptedHandshakeFailed: Rule {
    static let id = "rtmpe-handshake-failed"
    static let severity = Severity.error
    static let title = "An RTMPE connection ended inside its handshake"
    static let interests: EventInterests = [.coverage, .end]
    static let explanation = Explanation(
        meaning: """
            The client asked for RTMPE, whose C1 and S1 carry Diffie-Hellman values, and the connection ended before \
            both sides were through.
            """,
        consequence: """
            Either the server does not speak RTMPE, or one side rejects the other's public value: implementations \
            fail on values with leading zeros, and builds with OpenSSL 3 on short keys.
            """,
        specification: "none: RTMPE is in no public specification",
        fix: "Use rtmps:// or plain rtmp://; RTMPE protects nothing today.",
        tolerance: "Pad public values to 128 bytes; answer C0 6 and 8 with the kinds that are supported, or close.",
        references: [
            "https://github.com/bluenviron/mediamtx/pull/2269", "https://github.com/ossrs/srs/issues/3557",
        ])

    private var coverage = CaptureCoverage()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        guard case .flowEnd(let end) = event.body, end.opening.protocol == .rtmpe, end.reason != .captureEnd,
            coverage.isWhole(.clientToServer), coverage.isWhole(.serverToClient), end.directions.count == 2,
            !end.directions.allSatisfy(\.handshakeComplete)
        else { return }
        let (client, server) = (end.directions[0].bytes, end.directions[1].bytes)
        let ending = end.closedBy.map { "the \($0.sender) ended the connection" } ?? "the connection ended"
        report(
            Finding(
                Self.self, at: event,
                "the client asked for RTMPE; \(ending) after \(client) bytes from the client, \(server) from the "
                    + "server",
                data: [Field("client_bytes", .integer(client)), Field("server_bytes", .integer(server))]))
    }
}
