import Dissection
import Fields
import RTMP

/// An absolute timestamp where a delta belongs.
struct ExtendedDeltaAbsolute: Rule {
    static let id = "extended-delta-absolute"
    static let severity = Severity.warning
    static let title = "The extended field of a fmt 1 or 2 header looks like a timestamp, not like a delta"
    static let interests: EventInterests = .unusualChunks
    static let explanation = Explanation(
        meaning: """
            In fmt 1 and 2 headers the extended field is a delta, as the 24-bit field is. This one would move the \
            stream hours ahead at once, while read as an absolute timestamp it goes on smoothly.
            """,
        consequence: "Receivers that follow the specification see timestamps jump by hours; players stall or stop.",
        specification: "RTMP 1.0 § 5.3.1.2.2 and § 5.3.1.3",
        fix: "Send deltas in fmt 1 and 2; they fit 24 bits unless the media really pauses for 4 hours.",
        tolerance: "Compute both readings and take the one closer to the clock and to the other tracks.",
        references: ["https://github.com/veovera/enhanced-rtmp/issues/42", "https://github.com/ossrs/srs/pull/4356"])

    private struct Place: Hashable {
        var direction: Direction?
        var csid: Int
    }
    /// Timestamps of the last messages that had an extended one: whoever writes absolute ones never goes back to short
    /// ones.
    private var last: [Place: UInt32] = [:]

    private static let maximumPlaces = 1024
    /// ms: how near the absolute reading must come to the last timestamp.
    private static let near: UInt32 = 60_000

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard let message = event.message?.message, message.header.hasExtendedTimestamp else { return }
        let header = message.header
        let place = Place(direction: event.direction, csid: header.chunkStreamID)
        let before = last[place]
        if before != nil || last.count < Self.maximumPlaces { last[place] = header.timestamp }
        guard let before, header.format == 1 || header.format == 2 else { return }
        let field = header.timestamp &- before
        let distance = field &- before
        guard field >= 0xff_ffff, field < 0x8000_0000, distance <= Self.near else { return }
        report(
            Finding(
                Self.self, at: event,
                "fmt \(header.format) on chunk stream \(header.chunkStreamID) adds \(field) ms to \(before); as an "
                    + "absolute timestamp it would be \(distance) ms ahead",
                data: [Field("delta", .integer(Int(field))), Field("previous", .integer(Int(before)))]))
    }
}
