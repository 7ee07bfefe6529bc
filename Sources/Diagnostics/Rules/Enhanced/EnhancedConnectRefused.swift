import AMF
import Dissection
import Fields
import Media
import RTMP
import Streams

/// A connect with properties of Enhanced RTMP that was refused, or not answered.
struct EnhancedConnectRefused: Rule {
    static let id = "enhanced-connect-refused"
    static let severity = Severity.error
    static let title = "A connect with Enhanced RTMP properties failed"
    static let interests: EventInterests = [.command, .end, .coverage]
    static let explanation = Explanation(
        meaning: "connect carried fourCcList, a FourCC map or capsEx, and the server closed the connection without an "
            + "answer, or refused it with a reason that says nothing else (a warning). Perhaps it cannot read the AMF "
            + "strict array or the nested objects that these are.",
        consequence: "The encoder cannot connect, and could with the properties switched off.",
        specification: "E-RTMP v2, Enhancing NetConnection connect Command; AMF0 § 2.12: strict array.",
        fix: "Servers: decode every AMF0 type in connect, and ignore properties that are not known.",
        tolerance: "Clients: connect once more without the properties.",
        references: ["https://github.com/HaishinKit/HaishinKit.swift/issues/1486"])

    private var coverage = CaptureCoverage()
    /// The properties of connect, while it has no answer, that a server may refuse.
    private var names: [String]?

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        if let command = event.command {
            if command.name.string == "connect", let properties = command.arguments.first,
                ConnectCapabilities(properties).isEnhanced
            {
                names = ["fourCcList", "videoFourCcInfoMap", "audioFourCcInfoMap", "capsEx"]
                    .filter { properties[$0] != nil }
            } else if event.message?.answer?.name == "connect" {
                defer { names = nil }
                let code = command.status?.code
                guard command.name.string == "_error", let names,
                    AuthenticationStep(command.status?.description) == nil,
                    code == nil || code == "NetConnection.Call.Failed" || code == "NetConnection.Connect.Failed"
                else { return }
                tell(event, names, .warning, "was refused", report)
            }
        }
        guard case .sideEnded = event.body else { return }
        defer { names = nil }
        guard event.direction == .serverToClient, let names, coverage.isWhole else { return }
        tell(event, names, nil, "was not answered: the server closed the connection", report)
    }

    private func tell(
        _ event: Event, _ names: [String], _ severity: Severity?, _ words: String, _ report: (Finding) -> Void
    ) {
        report(
            Finding(
                Self.self, severity: severity, at: event, "connect with \(names.joined(separator: ", ")) \(words)",
                data: [Field("properties", .list(names.map { .text($0) }))]))
    }
}
