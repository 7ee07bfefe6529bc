import AMF
import Dissection
import Fields
import RTMP

/// The switch to AMF3 in a message of AMF0.
struct AMF3InAMF0: Rule {
    static let id = "amf3-in-amf0-message"
    static let severity = Severity.warning
    static let title = "A message of AMF0 holds a value in AMF3"
    static let interests: EventInterests = [.command, .data]
    static let explanation = Explanation(
        meaning: """
            The marker 11 switches to AMF3 for one value. It belongs into messages of types 15 and 17; in types 18 \
            and 20 it is allowed by AMF0 but not expected.
            """,
        consequence: "Servers that speak AMF0 only (nginx-rtmp and most others) reject the message.",
        specification: "AMF0 § 3.1; RTMP 1.0 § 7.1.1 and § 7.1.2",
        fix: "Send AMF0, or types 15 and 17 after both sides agreed on objectEncoding 3.",
        tolerance: "Read marker 11 in every AMF0 message.",
        references: [
            "https://github.com/arut/nginx-rtmp-module/issues/1043",
            "https://github.com/iizukanao/node-rtsp-rtmp-server/issues/36",
        ])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message,
            message.header.type == .commandAMF0 || message.header.type == .dataAMF0
        else { return }
        for value in message.amfValues {
            value.walk { value, name in
                guard case .avmPlus = value else { return true }
                let place = name.isEmpty ? message.amfName : "\(name) in \(message.amfName)"
                report(
                    Finding(
                        Self.self, at: event, "\(place), type \(message.header.type.rawValue), is in AMF3 (marker 11)",
                        data: [Field("type_id", .integer(Int(message.header.type.rawValue)))]))
                return false
            }
        }
    }
}
