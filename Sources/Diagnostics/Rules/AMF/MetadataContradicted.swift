import Dissection
import Fields
import Media
import RTMP

/// onMetaData that says something else than the media.
struct MetadataContradicted: Rule {
    static let id = "metadata-contradicted"
    static let severity = Severity.warning
    static let title = "onMetaData and the media disagree"
    static let interests: EventInterests = [.coverage, .end]
    static let maximumReports = 6
    static let explanation = Explanation(
        meaning: """
            The metadata names another codec, picture size, frame rate, sample rate or number of channels than the \
            sequence headers, or a track that never comes.
            """,
        consequence: """
            Receivers that set up decoders or containers from metadata get the picture size or speed wrong. Those \
            that wait for every track named there wait forever for one that never comes.
            """,
        specification: "none: onMetaData comes from the FLV file format, Annex E.5",
        fix: "Write metadata from the encoder's real settings, and again when they change.",
        tolerance: "Believe the sequence headers; wait for a declared track with a time limit.",
        references: [
            "https://github.com/bluenviron/mediamtx/issues/3301", "https://github.com/AlexxIT/go2rtc/issues/1969",
            "https://github.com/veovera/enhanced-rtmp/issues/45",
        ])

    private var coverage = CaptureCoverage()

    /// Frames of one track after which the other one should have begun.
    private static let enough = 100

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        guard case .flowEnd(let end) = event.body else { return }
        for stream in end.streams where stream.isStarted {
            let direction: Direction = stream.identity.role == .publish ? .clientToServer : .serverToClient
            guard coverage.isWhole(direction) else { continue }
            func tell(_ text: String, _ data: [Field]) {
                var finding = Finding(Self.self, at: event, text, data: data)
                finding.direction = direction
                report(finding)
            }
            for disagreement in stream.disagreements {
                tell(
                    "onMetaData of stream \(stream.identity.id) says \(disagreement.property) "
                        + "\(Self.text(disagreement.metadata)), the sequence header "
                        + Self.text(disagreement.sequenceHeader),
                    disagreement.fields)
            }
            guard let metadata = stream.metadata else { continue }
            for (kind, claim, other) in [
                (TrackStatistics.Kind.video, metadata.video, TrackStatistics.Kind.audio),
                (.audio, metadata.audio, .video),
            ] {
                guard let claim, claim.codec != nil, !stream.tracks.contains(where: { $0.kind == kind }),
                    let frames = stream.tracks.first(where: { $0.kind == other })?.frames, frames >= Self.enough
                else { continue }
                tell(
                    "onMetaData of stream \(stream.identity.id) announces \(claim.name) \(kind), of which nothing came "
                        + "beside \(frames) \(other) frames",
                    [Field("track", .text("\(kind)")), Field("codec", .text(claim.name))])
            }
        }
    }

    private static func text(_ value: FieldValue) -> String {
        switch value {
        case .number(let number): Measure.decimal(number)
        case .integer(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .text(let text): text
        default: "something else"
        }
    }
}
