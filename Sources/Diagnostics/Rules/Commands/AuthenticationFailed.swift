import AMF
import Dissection
import Fields
import RTMP

/// A login that the server refused, or a step of it that lacks something.
struct AuthenticationFailed: Rule {
    static let id = "authentication-failed"
    static let severity = Severity.error
    static let title = "The login failed"
    static let interests: EventInterests = .command
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning: "The server refused the response to its challenge (authfailed), does not know the user (nosuchuser), "
            + "or asked for a login again though the client had sent a response.",
        consequence: "The client may not publish. The description comes with a refused connect, so that most encoders "
            + "show no more than \"connection refused\".",
        specification: "None: Adobe's and Limelight's, not in RTMP 1.0. The response of authmod=adobe is "
            + "base64(MD5(base64(MD5(user salt password)) (opaque or challenge) challenge2)).",
        fix: "Check user and password; hash with the opaque where the server sent one, and send it back unchanged; "
            + "never use a challenge twice.",
        tolerance: "Servers: tell the reason in the description, as this one did.",
        references: [
            "https://github.com/HaishinKit/HaishinKit.swift/issues/171",
            "https://github.com/pedroSG94/RootEncoder/issues/766",
            "https://github.com/bluenviron/gortmplib/issues/76", "https://github.com/obsproject/obs-studio/pull/452",
        ])

    /// The client's connect carried a response.
    private var hasResponse = false

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let command = event.command else { return }
        if command.name.string == "connect", let properties = command.arguments.first {
            hasResponse = ["app", "tcUrl"].contains { properties[$0]?.text?.contains("response=") ?? false }
        }
        guard command.name.string == "_error", let step = AuthenticationStep(command.status?.description) else {
            return
        }
        let isFailure = step.reason != nil && step.reason != "needauth"
        guard isFailure || hasResponse else { return }
        let words =
            isFailure
            ? "the login was refused: \(step.reason ?? "")" + (step.user.map { ", user \"\($0)\"" } ?? "")
            : "the server asks for a login again, though the client sent a response"
        report(
            Finding(
                Self.self, at: event, "\(words), authmod=\(step.mode)",
                data: [Field("authmod", .text(step.mode)), Field("reason", .text(step.reason ?? "need auth"))]))
    }
}
