import Dissection
import Fields
import Media

/// A live publisher whose timestamps run at another speed than time.
struct ClockDrift: Rule {
    static let id = "clock-drift"
    static let severity = Severity.warning
    static let title = "The publisher's timestamps run faster or slower than time"
    static let interests: EventInterests = [.end, .coverage]
    static let maximumReports = 2
    static let explanation = Explanation(
        meaning: "Over a minute or more a publisher's timestamps advanced steadily faster or slower than the capture's "
            + "clock, by half a per cent or more; or those of its sound and those of its picture drift apart.",
        consequence: "Against time: players run dry, or fall behind further and further, and must skip or stretch. "
            + "Sound against picture: lips and voice part by seconds in an hour. A wrong frame rate (29.97 counted as "
            + "30 is 0.1 per cent), or a sample rate taken for another (44.1 kHz for 48 kHz) look like this.",
        specification: "RTMP 1.0 § 4: timestamps are ms of the sender's clock",
        fix:
            "Take timestamps from one clock when sound and picture are captured, not from counts of frames or samples.",
        tolerance: "Follow the sender's clock slowly; resynchronize sound to picture when they are 40 ms apart.",
        references: [
            "https://github.com/ossrs/srs/issues/1122", "https://github.com/obsproject/obs-studio/issues/6366",
        ])

    /// Nanoseconds: over less than that, the jitter of delivery is larger than any drift.
    private static let least: Int64 = 60_000_000_000
    /// Parts per million.
    private static let againstTime = 5000.0
    private static let apart = 1000.0
    private var coverage = CaptureCoverage()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        guard let end = event.flowEnd, coverage.isWhole(.clientToServer) else { return }
        for stream in end.streams where stream.identity.role == .publish {
            let tracks = stream.tracks.filter {
                $0.direction == .clientToServer && $0.frames > 500 && $0.jumpsBack == 0 && $0.jumpsAhead == 0
                    && $0.wireDuration ?? 0 >= Self.least && $0.largestWireGap < 2_000_000_000
            }
            let drifts = tracks.compactMap { track in track.clock.driftPPM.map { (track, $0) } }
            guard let (track, ppm) = drifts.max(by: { $0.1.magnitude < $1.1.magnitude }) else { continue }
            if ppm.magnitude >= Self.againstTime {
                tell(event, "the \(track.kind.rawValue)'s timestamps run \(Self.percent(ppm)) than time", ppm, report)
            }
            guard let sound = drifts.first(where: { $0.0.kind == .audio })?.1,
                let picture = drifts.first(where: { $0.0.kind == .video })?.1
            else { continue }
            let difference = sound - picture
            if difference.magnitude >= Self.apart {
                tell(
                    event,
                    "the sound's timestamps run \(Self.percent(difference)) than the picture's: "
                        + "\(Measure.decimal(difference.magnitude * 3.6 / 1000)) s apart after an hour", difference,
                    report)
            }
        }
    }

    private func tell(_ event: Event, _ text: String, _ ppm: Double, _ report: (Finding) -> Void) {
        report(Finding(Self.self, at: event, text, data: [Field("drift_ppm", .number(ppm.rounded()))]))
    }

    private static func percent(_ ppm: Double) -> String {
        "\(Measure.decimal(ppm.magnitude / 10_000)) % \(ppm > 0 ? "faster" : "slower")"
    }
}
