import AMF
import Dissection
import Fields
import Media
import RTMP

/// A stream without onMetaData, or with less in it than receivers ask for.
struct MetadataMissing: Rule {
    static let id = "metadata-missing"
    static let severity = Severity.warning
    static let title = "A stream has no onMetaData, or none that names its codecs"
    static let interests: EventInterests = [.coverage, .end]
    static let maximumReports = 4
    static let explanation = Explanation(
        meaning: """
            A publisher tells size, frame rate and codecs by onMetaData before its first frame. Here it never comes, \
            or it leaves out videocodecid or audiocodecid of a track that is sent, or names a codec that is unknown.
            """,
        consequence: """
            Servers that decide by metadata which tracks there are wait for it, or miss a track: MediaMTX and go2rtc \
            have refused such streams. Those that look at the sequence headers do not mind.
            """,
        specification: "none: onMetaData comes from the FLV file format, Annex E.5",
        fix: "Send onMetaData with videocodecid and audiocodecid for each track that will come.",
        tolerance: "Take the tracks from the first audio and video messages, with a time limit for each.",
        references: [
            "https://github.com/bluenviron/mediamtx/issues/3301", "https://github.com/bluenviron/mediamtx/issues/1102",
            "https://github.com/AlexxIT/go2rtc/issues/1969", "https://github.com/veovera/enhanced-rtmp/issues/8",
        ])

    private var coverage = CaptureCoverage()

    /// Frames below which a stream ended too early to say.
    private static let enough = 10

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        guard case .flowEnd(let end) = event.body, coverage.isWhole else { return }
        for stream in end.streams where stream.isStarted && stream.identity.role == .publish {
            let tracks = stream.tracks.filter { $0.kind != .data && $0.frames >= Self.enough }
            guard !tracks.isEmpty else { continue }
            guard let metadata = stream.metadata else {
                report(
                    finding(.warning, at: event, "stream \(stream.identity.id) is published without onMetaData", []))
                continue
            }
            for (kind, claim) in [(TrackStatistics.Kind.video, metadata.video), (.audio, metadata.audio)] {
                guard let track = tracks.first(where: { $0.kind == kind }) else { continue }
                let codec = track.codec?.name ?? "an unknown codec"
                if let claim {
                    guard claim.codec == nil else { continue }
                    report(
                        finding(
                            .warning, at: event,
                            "\(kind)codecid of stream \(stream.identity.id) is \(claim.name), the \(kind) is \(codec)",
                            [Field("codec", .text(codec))]))
                } else {
                    report(
                        finding(
                            .note, at: event,
                            "onMetaData of stream \(stream.identity.id) has no \(kind)codecid, the \(kind) is \(codec)",
                            [Field("codec", .text(codec))]))
                }
            }
        }
    }

    private func finding(_ severity: Severity, at event: Event, _ text: String, _ data: [Field]) -> Finding {
        var finding = Finding(Self.self, severity: severity, at: event, text, data: data)
        finding.direction = .clientToServer
        return finding
    }
}
