import Dissection
import Fields
import RTMP
import Streams

/// A peer that ends the connection in the midst of a message that is larger than what it takes.
struct MessageTooLarge: Rule {
    static let id = "message-too-large"
    static let severity = Severity.error
    static let title = "The receiver ended the connection inside a very large message"
    static let interests: EventInterests = [.flow, .damage, .end]
    static let explanation = Explanation(
        meaning: """
            The receiver sent FIN or RST while a message of more than a megabyte was still coming: a key frame that \
            is larger than its limit, or a length that is wrong.
            """,
        consequence: """
            nginx-rtmp takes messages of 1 MB (max_message) and logs "too big message"; other servers have limits of \
            their own. Encoders see a connection that breaks at the first large key frame, and reconnect for ever.
            """,
        specification: "RTMP 1.0 § 5.3.1.2.1: the length has 24 bits; a limit is the receiver's own affair",
        fix: "Make key frames smaller: a lower bit rate, a smaller picture, a buffer (VBV) that bounds them.",
        tolerance: "Raise the receiver's limit (nginx-rtmp: max_message 16M) above the largest key frame.",
        references: ["https://github.com/arut/nginx-rtmp-module/wiki/Directives#max_message"])

    /// Bytes: below the smallest limit that is known, nginx-rtmp's 1 MiB.
    static let least = 1_000_000

    private var coverage = CaptureCoverage()
    @Seldom private var unfinished: (cut: CutMessage, place: Sighting)?

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        if case .cut(let cut) = event.body, cut.cause == .ended, cut.header.length > Self.least {
            unfinished = (cut, Sighting(event))
        }
        guard let end = event.flowEnd, let (cut, place) = unfinished,
            let direction = place.direction, end.closedBy == direction.opposite, coverage.isWhole(direction)
        else { return }
        let name = cut.header.type.name?.replacing("_", with: " ") ?? "type \(cut.header.type.rawValue)"
        report(
            Finding(
                Self.self, at: place,
                "the \(direction.receiver) sent \(end.firstEnding == .reset ? "RST" : "FIN") after "
                    + "\(Measure.bytes(cut.received)) of a message of \(Measure.bytes(cut.header.length)) (\(name)): "
                    + "more than it takes?",
                data: [Field("length", .integer(cut.header.length)), Field("received", .integer(cut.received))]))
    }
}
