import Dissection
import Fields
import RTMP

/// fmt 3 chunks without the extended timestamp.
struct ExtendedTimestampOmitted: Rule {
    static let id = "extended-timestamp-omitted"
    static let severity = Severity.error
    static let title = "fmt 3 chunks leave out the extended timestamp"
    static let interests: EventInterests = [.unusualChunks, .end]
    static let explanation = Explanation(
        meaning: """
            Once a chunk stream's timestamp field is 0xFFFFFF, a 4-byte extended timestamp follows each of its \
            headers, those of fmt 3 included. This sender writes it after fmt 0 to 2 only.
            """,
        consequence: """
            A receiver that goes by the specification takes the first 4 bytes of payload for the timestamp and loses \
            the chunk boundary: streams break when they are 4 hours and 39 minutes old. nginx-rtmp, FFmpeg and \
            librtmp of today write and expect it; the text of 2009 and programs after it do not.
            """,
        specification: "RTMP 1.0 § 5.3.1.3",
        fix: "Repeat the 4 bytes of the last fmt 0, 1 or 2 header in every fmt 3 chunk of that chunk stream.",
        tolerance:
            "Compare the 4 bytes behind a fmt 3 header with those expected; where they differ, they are payload.",
        references: [
            "https://github.com/obsproject/obs-studio/pull/10097",
            "https://github.com/iizukanao/node-rtsp-rtmp-server/pull/127", "https://github.com/yutopp/go-rtmp/pull/72",
            "https://github.com/membraneframework/membrane_rtmp_plugin/issues/48",
        ])

    private struct Tally {
        @Seldom var first: Sighting?
        var omitted = 0
        var present = 0
    }
    /// By `Direction`: messages of several chunks with an extended timestamp.
    private var tallies = ByDirection(Tally())

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        if case .flowEnd = event.body {
            for tally in tallies { conclude(tally, report) }
            return
        }
        guard let message = event.message?.message, message.header.hasExtendedTimestamp,
            let index = event.direction.map({ Int($0.rawValue) })
        else { return }
        if message.facts.contains(.extendedTimestampOmitted) {
            if tallies[index].omitted == 0 {
                tallies[index].first = Sighting(event)
                report(
                    Finding(
                        Self.self, at: event,
                        "a fmt 3 chunk on chunk stream \(message.header.chunkStreamID) comes without the extended "
                            + "timestamp that its header indicated (timestamp \(message.header.timestamp))",
                        data: [Field("csid", .integer(message.header.chunkStreamID))]))
            }
            tallies[index].omitted += 1
        } else if message.chunks > 1 {
            tallies[index].present += 1
        }
    }

    /// Says at the end whether it was a habit; of a lower severity, so that the first finding does not hide it.
    private func conclude(_ tally: Tally, _ report: (Finding) -> Void) {
        guard let first = tally.first, tally.omitted + tally.present > 1 else { return }
        let habit = tally.present == 0 ? "always" : "in part of them"
        report(
            Finding(
                Self.self, severity: .note, at: first,
                "of \(Measure.count(tally.omitted + tally.present, "message")) with an extended timestamp in fmt 3 "
                    + "chunks \(tally.omitted) left it out: \(habit)",
                data: [Field("omitted", .integer(tally.omitted)), Field("present", .integer(tally.present))]))
    }
}
