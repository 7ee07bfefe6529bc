import AMF
import Dissection
import Media
import Packets
import RTMP

/// Follows the timestamps of each track's coded frames, and knows when a jump was asked for.
struct TimestampSteps: Sendable {
    /// From a frame to the next of the same track.
    struct Step {
        var key: TrackKey
        var timestamp: UInt32
        var codec: Codec?
        var compositionTime: Int32?
        var before: UInt32
        /// ms; the short way round the 32-bit circle.
        var milliseconds: Int64
        /// Nanoseconds between the two on the wire.
        var wire: Int64
        /// Frames of this track before this one.
        var frames: Int
        /// The largest step ahead before this one, ms.
        var largest: Int64
    }

    private struct Track {
        var last: UInt32?
        var time: Timestamp
        var frames = 0
        var largest: Int64 = 0
        /// A jump is due to a seek, a pause, a new play or publish, or to what the capture lacks.
        var mayJump = false
    }

    /// What a rule must ask for to keep this.
    static let interests: EventInterests = [.media, .command, .coverage]

    private static let jump: Int64 = 1000
    private var coverage = CaptureCoverage()
    private var tracks = TrackTable<Track>()

    mutating func note(_ event: Event, _ body: (Step) -> Void) {
        coverage.note(event)
        if let command = event.command {
            let code = command.status?.code ?? ""
            if ["play", "play2", "seek", "pause", "pauseRaw", "publish", "closeStream"].contains(command.name.string)
                || code.hasPrefix("NetStream.Play.") || code.hasPrefix("NetStream.Seek.")
            {
                allowJumps()
            }
            return
        }
        // Behind a hole deltas are lost and timestamps may be guesses.
        guard let direction = event.direction, coverage.isUndamaged(direction),
            let message = event.message?.message
        else { return }
        let isInferred = message.facts.contains(.inferred)
        event.forEachSample { sample in
            guard sample.isCodedFrames, sample.dataLength > 0 else { return }
            step(
                sample.key, sample.timestamp, sample.codec, sample.compositionTime, at: event.time,
                isInferred: isInferred, body)
        }
    }

    /// An ordinary frame.
    mutating func note(_ frame: OrdinaryFrame, at event: Event, _ body: (Step) -> Void) {
        guard let direction = event.direction, coverage.isUndamaged(direction) else { return }
        step(
            TrackKey(frame, direction), frame.timestamp, frame.codec, frame.compositionTime, at: event.time,
            isInferred: false, body)
    }

    @inline(__always)
    private mutating func step(
        _ key: TrackKey, _ timestamp: UInt32, _ codec: Codec?, _ compositionTime: Int32?, at time: Timestamp,
        isInferred: Bool, _ body: (Step) -> Void
    ) {
        tracks.update(key, Track(time: time)) { track in
            defer {
                track.last = timestamp
                track.time = time
                track.frames &+= 1
            }
            guard let last = track.last, !isInferred else { return }
            let step = Int64(Int32(truncatingIfNeeded: Int64(timestamp) &- Int64(last)))
            if track.mayJump, step < 0 || step > Self.jump {
                track.mayJump = false
                return
            }
            body(
                Step(
                    key: key, timestamp: timestamp, codec: codec, compositionTime: compositionTime, before: last,
                    milliseconds: step, wire: time.since(track.time), frames: track.frames, largest: track.largest))
            if step > 0 { track.largest = max(track.largest, step) }
        }
    }

    private mutating func allowJumps() {
        for (key, state) in tracks.all { tracks.update(key, state) { $0.mayJump = true } }
    }
}
