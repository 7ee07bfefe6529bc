import AMF
import Dissection
import Fields
import Packets
import RTMP

/// authmod=adobe and llnw take several connections: told as one story.
struct LoginStory: FlowRememberingRule {
    static let id = "login-story"
    static let severity = Severity.note
    static let title = "A login over several connections"
    static let interests: EventInterests = [.flow, .command, .end]
    static let maximumReports = 32
    static let explanation = Explanation(
        meaning: "The connections of one client that belong to one login with authmod=adobe or authmod=llnw, in their "
            + "order: asked for a login, named the user, got a challenge, answered it, and was accepted or refused.",
        consequence: "None where it was accepted. A login that the client did not go on with is a warning: it does not "
            + "know the scheme, or has no user name; its user sees \"connection refused\".",
        specification: "None: Adobe's and Limelight's, not in RTMP 1.0.",
        fix: "Give the encoder a user name and a password. Where the answer was refused: check both, hash with the "
            + "opaque where the server sent one and send it back unchanged.",
        tolerance: "Read the description of a NetConnection.Connect.Rejected, and connect again as it says.",
        references: [
            "https://github.com/HaishinKit/HaishinKit.swift/issues/171",
            "https://github.com/pedroSG94/RootEncoder/issues/766",
            "https://github.com/bluenviron/gortmplib/issues/76",
        ])

    struct Memory: FlowMemory {
        fileprivate var place: StoryBook.Place?
        /// A connect that has no answer yet.
        fileprivate var attempt: LoginAttempt?

        fileprivate mutating func takeAttempt() -> LoginAttempt? {
            defer { attempt = nil }
            return attempt
        }
    }

    private var book = StoryBook()
    /// In the order in which they began.
    private var logins: [Login] = []

    init() {}

    mutating func observe(_ event: Event, of flow: inout Memory, report: (Finding) -> Void) {
        book.note(event)
        switch event.body {
        case .flow(let opening):
            flow.place = StoryBook.Place(opening)
            tellForgotten(at: event.time, report)
        case .flowEnd:
            if let place = flow.place, let attempt = flow.takeAttempt(), attempt.mode != nil {
                add(attempt, at: place, event)
            }
        default:
            guard let command = event.command, let place = flow.place else { return }
            observe(command, event, place, &flow, report)
        }
    }

    private mutating func observe(
        _ command: Command, _ event: Event, _ place: StoryBook.Place, _ flow: inout Memory,
        _ report: (Finding) -> Void
    ) {
        if event.direction == .clientToServer {
            if command.name.string == "connect" { flow.attempt = LoginAttempt(command, event) }
            return
        }
        guard command.isResponse, event.message?.answer?.name == "connect" || command.name.string == "_error",
            let attempt = flow.takeAttempt()
        else { return }
        if command.name.string == "_result", command.status?.level != "error" {
            accept(attempt, place, event, report)
        } else {
            refuse(attempt, command.status, place, event, report)
        }
    }

    private mutating func accept(
        _ first: LoginAttempt, _ place: StoryBook.Place, _ event: Event, _ report: (Finding) -> Void
    ) {
        let known = logins.contains { $0.place == place }
        // Without a method it is a connect like any other, perhaps of another program on that host.
        guard first.mode != nil else { return }
        var attempt = first
        attempt.outcome = .accepted
        add(attempt, at: place, event)
        tell(place, known || attempt.hasResponse ? .accepted : .unchecked, event, report)
    }

    private mutating func refuse(
        _ first: LoginAttempt, _ status: Status?, _ place: StoryBook.Place, _ event: Event, _ report: (Finding) -> Void
    ) {
        var attempt = first
        guard let step = AuthenticationStep(status?.description) else {
            guard attempt.mode != nil else { return }
            let words = [status?.code, status?.description].compactMap(\.self).joined(separator: ", ")
            attempt.outcome = .failed(words.clipped(to: 256))
            add(attempt, at: place, event)
            return tell(place, .refused, event, report)
        }
        switch step.reason {
        case nil: attempt.outcome = attempt.hasResponse ? .refused("need auth") : .asked
        case "needauth": attempt.outcome = attempt.hasResponse ? .refused("a new challenge") : .challenged
        case let reason?: attempt.outcome = .refused(reason.clipped(to: 64))
        }
        add(attempt, at: place, event, step)
        if case .refused = attempt.outcome { tell(place, .refused, event, report) }
    }

    /// Puts an attempt to the login that it belongs to; one without a user begins another.
    private mutating func add(
        _ attempt: LoginAttempt, at place: StoryBook.Place, _ event: Event, _ step: AuthenticationStep? = nil
    ) {
        let index: Int
        if let known = logins.firstIndex(where: { $0.place == place }) {
            index = known
        } else {
            // The oldest makes room: it stays untold, as one of more than enough.
            if logins.count >= StoryBook.maximum { logins.removeFirst() }
            logins.append(
                Login(place: place, mode: (step?.mode ?? attempt.mode ?? "").clipped(to: 64), last: Ending.Stamp(event))
            )
            index = logins.count - 1
        }
        logins[index].append(attempt)
        logins[index].last = Ending.Stamp(event)
        logins[index].user = step?.user?.clipped(to: 64) ?? logins[index].user
        if step?.hasChallenge == true { logins[index].hasOpaque = step?.hasOpaque ?? false }
    }

    // MARK: Telling

    private mutating func tell(
        _ place: StoryBook.Place, _ outcome: Login.Outcome, _ event: Event, _ report: (Finding) -> Void
    ) {
        guard let index = logins.firstIndex(where: { $0.place == place }) else { return }
        tell(logins.remove(at: index), outcome, waited: 0, report)
    }

    private func tell(_ login: Login, _ outcome: Login.Outcome, waited: Int64, _ report: (Finding) -> Void) {
        guard let first = login.attempts.first else { return }
        report(
            book.finding(
                Self.self, outcome == .abandoned ? .warning : .note, login.text(outcome, waited: waited),
                from: first.at, to: login.last, flows: login.attempts.map(\.flow), data: login.data(outcome)))
    }

    private mutating func tellForgotten(at time: Timestamp, _ report: (Finding) -> Void) {
        while let login = logins.first, time.since(login.last.time) > StoryBook.patience {
            tell(login, .abandoned, waited: time.since(login.last.time), report)
            logins.removeFirst()
        }
    }

    mutating func finish(_ totals: CaptureTotals, report: (Finding) -> Void) {
        for login in logins {
            let waited = max((totals.lastTime ?? login.last.time).since(login.last.time), 0)
            tell(login, waited < StoryBook.soon ? .unfinished : .abandoned, waited: waited, report)
        }
        logins = []
    }
}
