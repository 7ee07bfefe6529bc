import Dissection
import Fields
import Packets
import RTMP

/// A window that is full twice over, and no acknowledgement.
struct AcknowledgementMissing: Rule {
    static let id = "ack-missing"
    static let severity = Severity.warning
    static let title = "A side has received more than its peer's window without an Acknowledgement"
    static let interests: EventInterests = [.coverage, .messages, .end]
    static let explanation = Explanation(
        meaning: """
            By Window Acknowledgement Size the sender asked its peer to report each time that many bytes have \
            come. More than twice as many have come since the last report, or since the beginning.
            """,
        consequence: """
            Adobe's servers and some encoders stop sending when the window is full, and go on when the \
            Acknowledgement comes: the stream freezes after a fixed number of bytes. nginx-rtmp, SRS and FFmpeg do \
            not wait for it.
            """,
        specification: "RTMP 1.0 § 5.4.3 and § 5.4.4",
        fix: """
            Count the bytes received on the connection (with or without the handshake: peers bear both) and send \
            Acknowledgement at half the window.
            """,
        tolerance: "Do not stop sending when it is missing: TCP does the flow control.",
        references: [
            "https://github.com/BasisVR/Basis/pull/877", "https://github.com/nareix/joy4/issues/5",
            "https://github.com/arut/nginx-rtmp-module/issues/407",
        ])

    private var coverage = CaptureCoverage()
    /// By the `Direction` in which the bytes go.
    private var ledgers = ByDirection(AcknowledgementLedger())
    private var isTold = ByDirection(false)

    /// A window that overran after acknowledgements had come: told if none comes for a while.
    private var suspicions = ByDirection<Suspicion?>(nil)

    private final class Suspicion: Sendable {
        let finding: Finding
        let time: Timestamp

        init(finding: Finding, time: Timestamp) {
            self.finding = finding
            self.time = time
        }
    }

    /// Bytes that may be on their way or in the receiver's buffers before it can answer.
    private static let underWay = 131_072
    /// Nanoseconds that bytes may be on their way over a slow line.
    private static let patience: Int64 = 5_000_000_000
    private static let patienceAtEnd: Int64 = 2_000_000_000

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        if event.flowEnd != nil { release(at: event, Self.patienceAtEnd, report) }
        guard case .message(let message) = event.body, let direction = event.direction else {
            coverage.note(event)
            return
        }
        let own = Int(direction.rawValue)
        ledgers[own].advance(to: message.message.offset + message.message.header.length)
        switch message.message.body {
        case .windowAcknowledgementSize(let size): ledgers[own].window = size.windowSize
        case .acknowledgement(let acknowledgement):
            ledgers[1 - own].acknowledge(acknowledgement.sequenceNumber)
            suspicions[1 - own] = nil
        default: break
        }
        judge(direction, event, report)
    }

    mutating func observe(_ frame: OrdinaryFrame, at event: Event, report: (Finding) -> Void) {
        guard let direction = event.direction else { return }
        ledgers[Int(direction.rawValue)].advance(to: frame.offset + frame.length)
        judge(direction, event, report)
    }

    private mutating func judge(_ direction: Direction, _ event: Event, _ report: (Finding) -> Void) {
        release(at: event, Self.patience, report)
        let own = Int(direction.rawValue)
        // The other direction must be whole: an Acknowledgement may be among what is missing.
        let ledger = ledgers[own]
        let window = Int(ledger.window)
        guard window > 0, ledger.outstanding > 2 * window + Self.underWay, !isTold[own],
            suspicions[own] == nil, coverage.isWhole(direction.opposite)
        else { return }
        let finding = finding(ledger, window, direction, event)
        if ledger.count > 0 {
            suspicions[own] = Suspicion(finding: finding, time: event.time)
        } else {
            isTold[own] = true
            report(finding)
        }
    }

    private mutating func release(at event: Event, _ patience: Int64, _ report: (Finding) -> Void) {
        for index in suspicions.indices {
            guard let suspicion = suspicions[index], event.time.since(suspicion.time) > patience else { continue }
            suspicions[index] = nil
            isTold[index] = true
            report(suspicion.finding)
        }
    }

    private func finding(
        _ ledger: AcknowledgementLedger, _ window: Int, _ direction: Direction, _ event: Event
    ) -> Finding {
        let since = ledger.count == 0 ? "no acknowledgement" : "no acknowledgement after the first \(ledger.count)"
        var finding = Finding(
            Self.self, at: event,
            "the \(direction.receiver) has got \(Measure.bytes(ledger.outstanding)) of a "
                + "\(Measure.bytes(window)) window of the \(direction.sender): \(since)",
            data: [
                Field("window_size", .integer(window)), Field("unacknowledged", .integer(ledger.outstanding)),
                Field("acknowledgements", .integer(ledger.count)),
            ])
        // It is the receiver's duty that is missed.
        finding.direction = direction.opposite
        finding.index = nil
        finding.offset = nil
        return finding
    }
}
