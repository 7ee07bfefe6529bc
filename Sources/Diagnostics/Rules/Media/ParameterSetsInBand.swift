import AMF
import Dissection
import Fields
import Media
import RTMP

/// Parameter sets in a frame that the sequence header does not have.
struct ParameterSetsInBand: Rule {
    static let id = "parameter-sets-in-band"
    static let severity = Severity.warning
    static let title = "Frames bring parameter sets that the sequence header does not have"
    static let interests: EventInterests = [.video, .flow, .damage]
    static let maximumReports = 2
    static let explanation = Explanation(
        meaning:
            "Among a frame's NAL units are an SPS, PPS or VPS other than those of the last sequence header, and no "
            + "new sequence header came before it: the encoder changed its format inside the stream. A changed PPS "
            + "alone is a note.",
        consequence: "Decoders that are fed the stream as it is go on. Whoever goes by the sequence header (recorders "
            + "to MP4, HLS and DASH packagers, players with Media Source Extensions) decodes the new pictures with the "
            + "old parameters: a wrong size, green or torn pictures, or an error. Who joins later never sees any.",
        specification: "ISO/IEC 14496-15 § 5.3.3 (avc1: parameter sets are in the record only); Adobe FLV § E.4.3.1",
        fix: "Send a new sequence header with the new sets before the first frame that needs them.",
        tolerance: "Watch frames for parameter sets; when they differ, make a new sequence header of them.",
        references: [
            "https://github.com/ossrs/srs/pull/4696", "https://github.com/ireader/media-server/issues/68",
            "https://github.com/arut/nginx-rtmp-module/issues/890",
        ])

    private struct Track {
        /// The last sequence header.
        var header: Configuration?
        /// What was told of since.
        var told: [ParameterSet] = []
    }

    private var coverage = CaptureCoverage()
    private var tracks = TrackTable<Track>()

    /// Sets remembered of a track.
    private static let maximum = 1024

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .message(let message) = event.body, let direction = event.direction else {
            return coverage.note(event)
        }
        // A message of several tracks has one list of units: whose they are is not known.
        guard case .video(let tag) = message.message.body,
            tag.isSequenceHeader || message.message.frames?.parameterSets.isEmpty == false, tag.tracks.isEmpty
        else { return }
        let isUnharmed =
            coverage.isUndamaged(direction) && message.message.missing == 0
            && !message.message.facts.contains(.inferred)
        let sets = message.message.frames?.parameterSets ?? []
        event.forEachSample { sample in
            tracks.update(sample.key, Track()) { track in
                if sample.isSequenceHeader {
                    track = Track(header: sample.configuration?.packed)
                } else if sample.isCodedFrames, isUnharmed {
                    Self.compare(sets, &track, sample.key, event, report)
                }
            }
        }
    }

    private static func compare(
        _ sets: [ParameterSet], _ track: inout Track, _ key: TrackKey, _ event: Event, _ report: (Finding) -> Void
    ) {
        let known = (track.header?.record.parameterSets ?? []) + track.told
        let new = sets.filter { set in !known.contains { $0.kind == set.kind && $0.digest == set.digest } }
        guard !known.isEmpty, !new.isEmpty, known.count < maximum else { return }
        track.told += new
        var names: [String] = []
        for set in new {
            let name = set.kind?.name ?? "parameter set"
            if !names.contains(name) { names.append(name) }
        }
        let isPPSAlone = names == ["PPS"]
        let words = names.joined(separator: " and ")
        report(
            Finding(
                Self.self, severity: isPPSAlone ? .note : nil, at: event,
                "\(key.name): a frame brings \(words) that the sequence header does not have, and no new sequence "
                    + "header came",
                data: [
                    Field("units", .list(names.map { .text($0) })), Field("sets", .integer(new.count)),
                ]))
    }
}
