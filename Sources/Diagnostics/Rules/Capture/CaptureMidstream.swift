import Dissection

/// A capture that begins when the connection is already open.
struct CaptureMidstream: Rule {
    static let id = "capture-midstream"
    static let severity = Severity.note
    static let title = "The capture begins in the middle of the connection"
    static let interests: EventInterests = .flow
    static let explanation = Explanation(
        meaning: "The capture has no SYN of this connection: it was opened before the capture was started.",
        consequence: """
            Handshake, connect and publish may be missing, with them chunk size, stream names and metadata; what \
            headers inherit has to be guessed. None of that is the peers' doing.
            """,
        specification: "none",
        fix: "Start the capture before the encoder or player connects.",
        tolerance: "Read from the first chunk header that makes sense.",
        references: ["https://github.com/bluenviron/mediamtx/issues/2938"])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .flow(let opening) = event.body, !opening.sawSYN else { return }
        report(Finding(Self.self, at: event, "the connection was open before the capture began (no SYN)"))
    }
}
