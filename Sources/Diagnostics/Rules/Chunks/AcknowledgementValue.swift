import Dissection
import Fields
import RTMP

/// Acknowledgements whose number cannot be the bytes received.
struct AcknowledgementValue: Rule {
    static let id = "ack-value"
    static let severity = Severity.warning
    static let title = "An Acknowledgement's number is not the count of bytes received"
    static let interests: EventInterests = [.coverage, .messages, .end]
    static let explanation = Explanation(
        meaning: """
            The sequence number counts all bytes received so far, modulo 2^32. Here it is more than the peer has \
            ever sent, or it does not grow from one to the next: the sender reports the increment, or its window, \
            or mixes up type 3 and type 5.
            """,
        consequence: """
            An encoder that computes what is outstanding gets a nonsense number: it stops ("RTMP acknowledge \
            overflow"), or takes the connection for congested and lowers its bit rate. YouTube's ingest sends \
            increments, so encoders must bear them.
            """,
        specification: "RTMP 1.0 § 5.4.3",
        fix: "Send the total number of bytes received on the connection, as an unsigned 32-bit number that wraps.",
        tolerance: "Ignore the number, or use differences modulo 2^32 and only where they make sense.",
        references: [
            "https://github.com/huiping192/HPRTMP/pull/28", "https://github.com/ossrs/srs/issues/730",
            "https://github.com/moq-dev/moq/pull/2060",
        ])

    private var coverage = CaptureCoverage()
    private struct Side {
        var ledger = AcknowledgementLedger()
        /// An acknowledgement that is ahead of what is known to have been sent, until more is known.
        @Seldom var ahead: (place: Sighting, value: Int)?
    }

    /// By the `Direction` in which the bytes go.
    private var sides = ByDirection(Side())

    /// Chunk headers, the message that was under way, and packets that crossed.
    private static let slack = 65_536

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        if case .flowEnd(let end) = event.body {
            for (index, totals) in end.directions.enumerated() where index < sides.count {
                settle(index, sent: totals.bytes, report)
            }
            return
        }
        guard case .message(let message) = event.body, let direction = event.direction else {
            coverage.note(event)
            return
        }
        let own = Int(direction.rawValue)
        advance(own, message.message.offset, message.message.header.length, report)
        guard case .acknowledgement(let acknowledgement) = message.message.body else { return }
        judge(acknowledgement.sequenceNumber, of: direction.opposite, at: event, report)
    }

    mutating func observe(_ frame: OrdinaryFrame, at event: Event, report: (Finding) -> Void) {
        guard let direction = event.direction else { return }
        advance(Int(direction.rawValue), frame.offset, frame.length, report)
    }

    private mutating func advance(_ own: Int, _ offset: Int, _ length: Int, _ report: (Finding) -> Void) {
        sides[own].ledger.advance(to: offset + length)
        // Twice the length stands for the chunk headers, however small the chunks.
        settle(own, sent: offset + 2 * length + Self.slack, report)
    }

    private mutating func judge(
        _ value: UInt32, of direction: Direction, at event: Event, _ report: (Finding) -> Void
    ) {
        let index = Int(direction.rawValue)
        let ledger = sides[index].ledger
        sides[index].ledger.acknowledge(value)
        guard coverage.isWhole(direction) else { return }
        if ledger.sent <= Int(UInt32.max), Int(value) > ledger.sent, sides[index].ahead == nil {
            sides[index].ahead = (Sighting(event), Int(value))
        }
        // Counters of 2^31 and above are near a wrap, where peers begin again at 0.
        guard let before = ledger.lastValue, value <= before, before < 0x8000_0000 else { return }
        let grown = sides[index].ledger.sent - ledger.sentAtLast
        guard grown > 0, ledger.count >= 2 || value < before else { return }
        report(
            Finding(
                Self.self, at: event,
                "acknowledges \(value) after \(before), while \(Measure.bytes(grown)) came between the two: "
                    + "an increment instead of the total",
                data: [
                    Field("sequence_number", .integer(Int(value))), Field("previous", .integer(Int(before))),
                    Field("sent", .integer(ledger.sent)),
                ]))
    }

    /// Holds an acknowledgement against what is now known to have been sent at most when it came.
    private mutating func settle(_ index: Int, sent: Int, _ report: (Finding) -> Void) {
        guard let (place, value) = sides[index].ahead else { return }
        sides[index].ahead = nil
        guard value > sent else { return }
        report(
            Finding(
                Self.self, at: place,
                "acknowledges \(value) bytes, while the peer had sent \(sent) at most",
                data: [Field("sequence_number", .integer(value)), Field("sent", .integer(sent))]))
    }
}
