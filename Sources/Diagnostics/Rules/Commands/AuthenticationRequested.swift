import AMF
import Dissection
import Fields
import RTMP

/// The steps of authmod=adobe and llnw that are no failure.
struct AuthenticationRequested: Rule {
    static let id = "authentication-requested"
    static let severity = Severity.note
    static let title = "The server asks for a login"
    static let interests: EventInterests = .command
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning: "authmod=adobe and authmod=llnw take three connections: the first is refused with \"need auth\", the "
            + "second, with the user's name, is refused with a salt and a challenge, the third brings the response. "
            + "This is the first or the second refusal.",
        consequence: "None if the client goes on. A client that does not know the scheme stops here and says "
            + "\"connection refused\".",
        specification: "None: Adobe's and Limelight's, not in RTMP 1.0.",
        fix: "Give the encoder a user name and a password; it appends ?authmod=…&user=… to app and tcUrl.",
        tolerance: "Read the description of a NetConnection.Connect.Rejected, and connect again as it says.",
        references: [
            "https://github.com/HaishinKit/HaishinKit.swift/issues/171",
            "https://github.com/pedroSG94/RootEncoder/issues/766",
            "https://github.com/bluenviron/gortmplib/issues/76",
        ])

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let command = event.command, command.name.string == "_error",
            let step = AuthenticationStep(command.status?.description), step.reason == nil || step.reason == "needauth"
        else { return }
        let words =
            step.reason == nil
            ? "the server wants a login, authmod=\(step.mode)"
            : "the server sent its challenge for user \"\(step.user ?? "")\", authmod=\(step.mode)"
        report(
            Finding(
                Self.self, at: event, words,
                data: [Field("authmod", .text(step.mode)), Field("step", .integer(step.reason == nil ? 1 : 2))]))
    }
}
