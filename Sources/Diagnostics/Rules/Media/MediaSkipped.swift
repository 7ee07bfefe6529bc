import AMF
import Dissection
import Fields
import Media
import RTMP

/// A server that leaves out media for a player that is too slow.
struct MediaSkipped: Rule {
    static let id = "media-skipped"
    static let severity = Severity.warning
    static let title = "The server left out media and began again at a key frame"
    static let interests: EventInterests = [.video, .command, .end, .coverage]
    static let explanation = Explanation(
        meaning: "In the midst of a stream that is played the video's timestamps jump ahead, the sequence header comes "
            + "again, and behind it a key frame: the server dropped what lay between, though nothing is missing from the "
            + "capture. That is what servers do when their queue for a player is full.",
        consequence: "The player freezes or jumps. Its line, or its own reading, is slower than the stream: nginx-rtmp "
            + "drops when out_queue is full, other servers close instead.",
        specification: "None: what to do with a slow player is each server's affair",
        fix:
            "Give this player a stream of a lower rate; look at its line (segments sent again) and at whether it reads "
            + "(its TCP window). On the server a longer queue only puts off the moment.",
        tolerance: "Players: go on from the key frame; do not take the jump for an error.",
        references: ["https://github.com/ossrs/srs/issues/1078"])

    /// ms.
    fileprivate static let least: Int64 = 300
    /// A step this many times longer than any before is a jump.
    fileprivate static let factor: Int64 = 4
    fileprivate static let warmUp = 8

    fileprivate struct Track {
        var header: Configuration?
        var isHeaderRepeated = false
        var last: UInt32?
        var largest: Int64 = 0
        var frames = 0
        var skips = 0
        var total: Int64 = 0
        @Seldom var longest: (from: UInt32, to: UInt32, place: Sighting)?
    }

    private var coverage = CaptureCoverage()
    private var tracks = TrackTable<Track>()

    init() {}

    mutating func observe(_ event: Event, report: (Finding) -> Void) {
        coverage.note(event)
        if let end = event.flowEnd {
            guard coverage.isUndamaged(.serverToClient) else { return }
            for (key, track) in tracks.all where track.skips > 0 { tell(key, track, end, report) }
            return
        }
        if let name = event.command?.name.string {
            // A seek, another stream, or a publisher that came again.
            if ["play", "play2", "seek", "pause", "onStatus"].contains(name) { forget() }
            return
        }
        guard event.direction == .serverToClient else { return }
        event.forEachSample { sample in
            tracks.update(sample.key, Track()) { track in
                if sample.isSequenceHeader {
                    track.isHeaderRepeated = sample.configuration != nil && sample.configuration == track.header
                    track.header = sample.configuration?.packed
                } else if sample.isCodedFrames {
                    track.step(to: sample, event)
                }
            }
        }
    }

    private mutating func forget() {
        tracks.updateAll { track in
            track.last = nil
            track.header = nil
        }
    }

    private func tell(_ key: TrackKey, _ track: Track, _ end: FlowEnd, _ report: (Finding) -> Void) {
        guard let (from, to, place) = track.longest else { return }
        let evidence = TransportEvidence(end, .serverToClient)
        let times = track.skips == 1 ? "" : " \(track.skips) times, \(Measure.time(track.total * 1_000_000)) in all"
        let longest = track.skips == 1 ? "" : "the longest "
        report(
            Finding(
                Self.self, at: place,
                "the server left out \(key.name)\(times): \(longest)\(Measure.time(Int64(to &- from) * 1_000_000)) from "
                    + "\(from) to \(to) ms, and began again with the sequence header"
                    + (evidence.suspect == .sender ? "" : "; \(evidence.text)"),
                data: [
                    Field("skips", .integer(track.skips)), Field("seconds", .number(Double(track.total) / 1e3)),
                ] + evidence.fields))
    }
}

extension MediaSkipped.Track {
    fileprivate mutating func step(to sample: MediaSample, _ event: Event) {
        defer {
            last = sample.timestamp
            frames &+= 1
            isHeaderRepeated = false
        }
        guard let last else { return }
        let step = Int64(Int32(bitPattern: sample.timestamp &- last))
        if isHeaderRepeated, sample.isKeyFrame, frames >= MediaSkipped.warmUp, step >= MediaSkipped.least,
            step > largest * MediaSkipped.factor
        {
            skips &+= 1
            total &+= step
            if step > longest.map({ Int64($0.to &- $0.from) }) ?? 0 {
                longest = (last, sample.timestamp, Sighting(event))
            }
        } else {
            largest = max(largest, step)
        }
    }
}
