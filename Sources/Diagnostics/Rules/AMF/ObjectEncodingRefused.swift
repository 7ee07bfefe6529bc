import AMF
import Dissection
import Fields
import RTMP

/// AMF3 used though the server did not agree.
struct ObjectEncodingRefused: Rule {
    static let id = "object-encoding-refused"
    static let severity = Severity.warning
    static let title = "The client asks for AMF3 and the server does not agree"
    static let interests: EventInterests = .command
    static let explanation = Explanation(
        meaning: """
            connect says objectEncoding 3, and the answer says 0 or nothing, which means AMF0. A client that sends \
            types 15 and 17 all the same speaks AMF3 to a server that never said it understands it.
            """,
        consequence: "Servers that know AMF0 only ignore messages of types 15 and 17: commands stay unanswered.",
        specification: "RTMP 1.0 § 7.2.1.1",
        fix: "The client: use AMF0 unless the answer has objectEncoding 3. The server: say what it speaks.",
        tolerance: "Read both encodings always.",
        references: [
            "https://github.com/arut/nginx-rtmp-module/issues/1043",
            "https://github.com/iizukanao/node-rtsp-rtmp-server/issues/36",
        ])

    private var isAsked = false
    private var isRefused = false

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message, case .command(let command) = message.message.body else { return }
        if command.name.string == "connect", event.direction == .clientToServer {
            isAsked = command.arguments.first?["objectEncoding"]?.number == 3
            return
        }
        if isAsked, message.answer?.name == "connect", command.name.string == "_result" {
            let agreed = command.arguments.compactMap { $0["objectEncoding"]?.number }.last
            isAsked = agreed != 3
            guard isAsked else { return }
            isRefused = true
            report(
                Finding(
                    Self.self, severity: .note, at: event,
                    "connect asks for objectEncoding 3, the answer has \(agreed.map { Measure.decimal($0) } ?? "none")",
                    data: [Field("object_encoding", agreed.map { .number($0) } ?? .null)]))
        } else if isRefused, event.direction == .clientToServer, message.message.header.type == .commandAMF3 {
            isRefused = false
            report(
                Finding(
                    Self.self, at: event,
                    "\(message.message.amfName) comes in AMF3 (type 17) although the server did not agree to it"))
        }
    }
}
