import AMF
import Bytes
import Dissection
import Fields
import RTMP

/// Payload that is not AMF to its end.
struct AMFUndecodable: Rule {
    static let id = "amf-undecodable"
    static let severity = Severity.warning
    static let title = "A command or data message is not AMF to its end"
    static let interests: EventInterests = [.command, .data]
    static let maximumReports = 3
    static let explanation = Explanation(
        meaning: """
            A value breaks off with the message, or a byte stands where a marker must that is none. What comes before \
            it was read.
            """,
        consequence: """
            Most readers drop the whole message. Bytes left over at the end often mean a wrong length, a chunk header \
            (C3, C4) inside the payload, or padding.
            """,
        specification: "AMF0 § 2.1; RTMP 1.0 § 7.1.1",
        fix: "Write the length of what was really encoded; look for chunk headers inside strings.",
        tolerance: "Use the values before the break.",
        references: ["https://bitbucket.org/ausocean/av/issues/365"])

    func observe(_ event: Event, report: (Finding) -> Void) {
        // Bytes that the capture does not have, or that were not kept, are no fault of the sender.
        guard let message = event.message?.message, message.missing == 0,
            !message.facts.contains(.payloadCutAtLimit), !message.facts.contains(.inferred)
        else { return }
        let (problem, trailing) =
            switch message.body {
            case .command(let command): (command.problem, command.trailing)
            case .data(let data): (data.problem, data.trailing)
            default: (nil, 0)
            }
        guard let problem else { return }
        var finding = Finding(
            Self.self, at: event, "\(message.amfName) cannot be read to its end, \(problem)",
            data: [Field("problem", .text("\(problem)")), Field("trailing", .integer(trailing))])
        // A whole command, and something behind it.
        if case .invalid = problem.reason, message.amfValues.filter({ !$0.isTruncated }).count >= 2 {
            finding.severity = .note
        }
        if trailing > 0 { finding.text += "; \(Measure.bytes(trailing)) are left" }
        report(finding)
    }
}

extension AMFValue {
    fileprivate var isTruncated: Bool { if case .truncated = self { true } else { false } }
}
