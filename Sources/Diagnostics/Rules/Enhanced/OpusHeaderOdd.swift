import Dissection
import Fields
import Media

/// Opus without its header, or with one that cannot be.
struct OpusHeaderOdd: Rule {
    static let id = "opus-header-odd"
    static let severity = Severity.note
    static let title = "Opus comes without a header, or with an odd one"
    static let interests: EventInterests = [.unusualMedia, .coverage]
    static let maximumReports = 2
    static let explanation = Explanation(
        meaning:
            "The sequence header of Opus is its identification header, OpusHead. It may be left out; then stereo or "
            + "mono at 48 kHz is assumed. One that contradicts itself (no channels, more than two of them in mapping "
            + "family 0) is a warning.",
        consequence: "Without it players do not know how much to skip at the start and which channel is which; some "
            + "wait for it for ever.",
        specification: "E-RTMP v2, AudioPacketType SequenceStart; RFC 7845 § 5.1.",
        fix: "Send OpusHead as SequenceStart before the first frame, and servers to each new player.",
        tolerance: "Assume what the first packet's table of contents says: mono or stereo.",
        references: [
            "https://github.com/veovera/enhanced-rtmp/issues/30", "https://github.com/veovera/enhanced-rtmp/issues/53",
        ])

    private struct Track {
        var hasHeader = false
        var isTold = false
    }

    private var coverage = CaptureCoverage()
    private var tracks = TrackTable<Track>()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        guard let direction = event.direction, coverage.isWhole(direction) else { return }
        event.forEachSample { sample in
            guard sample.codec?.name == "opus" else { return }
            tracks.update(sample.key, Track()) { track in
                if sample.isSequenceHeader {
                    track.hasHeader = true
                    guard case .opus(let head)? = sample.configuration?.decoded, head.problem == nil else { return }
                    let channels = head.channels ?? 0
                    guard channels == 0 || head.mappingFamily == 0 && channels > 2 else { return }
                    report(
                        Finding(
                            Self.self, severity: .warning, at: event,
                            "OpusHead says \(Measure.count(channels, "channel")) in mapping family "
                                + "\(head.mappingFamily ?? 0)",
                            data: [
                                Field("channels", .integer(channels)),
                                Field("mapping_family", .integer(head.mappingFamily ?? 0)),
                            ]))
                } else if sample.isCodedFrames, !track.hasHeader, !track.isTold {
                    track.isTold = true
                    report(Finding(Self.self, at: event, "Opus frames of \(sample.key.name) came without OpusHead"))
                }
            }
        }
    }
}
