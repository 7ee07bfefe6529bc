import AMF
import Dissection
import Fields
import Media

/// A live publisher whose media advances slower than time.
struct MediaTooSlow: Rule {
    static let id = "media-too-slow"
    static let severity = Severity.warning
    static let title = "Media advances slower than time"
    static let interests: EventInterests = [.end, .coverage]
    static let maximumReports = 2
    static let explanation = Explanation(
        meaning: "Over ten seconds or more a publisher's timestamps advanced by less than nine tenths of the time that "
            + "passed on the wire: less than a second of media came in each second.",
        consequence: "Players of the live stream run dry again and again, and the delay grows. TCP's evidence says "
            + "whether the line or the receiver held it back, or the encoder is too slow.",
        specification: "None.",
        fix: "Lower the bit rate if the line is full; lower the picture's size, rate or the encoder's effort if it is "
            + "not.",
        tolerance: "Nothing helps a live stream that comes too slowly; players can wait longer before they begin.",
        references: [
            "https://github.com/ossrs/srs/issues/1078", "https://github.com/ossrs/srs/issues/1122",
            "https://github.com/obsproject/obs-studio/issues/6366",
        ])

    private static let least: Int64 = 10_000_000_000
    private var coverage = CaptureCoverage()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        guard let end = event.flowEnd, coverage.isWhole(.clientToServer) else { return }
        for stream in end.streams where stream.identity.role == .publish {
            // The fastest track tells: a second one may be sparse.
            let tracks = stream.tracks.filter { $0.direction == .clientToServer && $0.frames > 50 }
            guard let track = tracks.max(by: { $0.mediaDuration ?? 0 < $1.mediaDuration ?? 0 }),
                let media = track.mediaDuration, let wire = track.wireDuration, wire >= Self.least,
                track.jumpsBack == 0, track.jumpsAhead == 0
            else { continue }
            let lack = wire &- media &* 1_000_000
            // A single stall has a finding of its own.
            guard lack * 10 > wire, track.largestWireGap * 2 < lack else { continue }
            let evidence = TransportEvidence(end, .clientToServer)
            let share = Measure.decimal(Double(media) * 1e6 / Double(wire))
            report(
                Finding(
                    Self.self, at: event,
                    "\(Measure.time(media * 1_000_000)) of \(track.kind.rawValue) came in \(Measure.time(wire)), "
                        + "\(share) times real time; \(evidence.text)",
                    data: [
                        Field("media_seconds", .number(Double(media) / 1e3)),
                        Field("wire_seconds", .number(Double(wire) / 1e9)),
                    ] + evidence.fields))
        }
    }
}
