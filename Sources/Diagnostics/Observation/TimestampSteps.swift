import AMF
import Dissection
import Media
import Packets
import RTMP

/// Follows the timestamps of each track's coded frames, and knows when a jump was asked for.
struct TimestampSteps: Sendable {
    private struct Track {
        var time: Timestamp
        var last: UInt32 = 0
        /// At most; `last` is of no frame while there are none.
        var frames: UInt32 = 0
        var largest: UInt32 = 0
        /// A jump is due to a seek, a pause, a new play or publish, or to what the capture lacks.
        var mayJump = false
    }

    private static let jump: Int64 = 1000
    private var coverage = CaptureCoverage()
    private var tracks = TrackTable<Track>()

    /// - Returns: The steps to the frames of a message, of which an aggregate or one of several tracks has several.
    mutating func note(_ event: Event) -> [TimestampStep] {
        coverage.note(event)
        if let command = event.command {
            let code = command.status?.code ?? ""
            if ["play", "play2", "seek", "pause", "pauseRaw", "publish", "closeStream"].contains(command.name.string)
                || code.hasPrefix("NetStream.Play.") || code.hasPrefix("NetStream.Seek.")
            {
                allowJumps()
            }
            return []
        }
        // Behind a hole deltas are lost and timestamps may be guesses.
        guard let direction = event.direction, coverage.isUndamaged(direction),
            let message = event.message?.message
        else { return [] }
        let isInferred = message.facts.contains(.inferred)
        var steps: [TimestampStep] = []
        event.forEachSample { sample in
            guard sample.isCodedFrames, sample.dataLength > 0 else { return }
            let step = step(
                sample.key, sample.timestamp, sample.codec, sample.compositionTime, at: event.time,
                isInferred: isInferred)
            if let step { steps.append(step) }
        }
        return steps
    }

    /// The step to an ordinary frame.
    mutating func step(to frame: OrdinaryFrame, at event: Event) -> TimestampStep? {
        guard let direction = event.direction, coverage.isUndamaged(direction) else { return nil }
        return step(
            TrackKey(frame, direction), frame.timestamp, frame.codec, frame.compositionTime, at: event.time,
            isInferred: false)
    }

    @inline(__always)
    private mutating func step(
        _ key: TrackKey, _ timestamp: UInt32, _ codec: Codec?, _ compositionTime: Int32?, at time: Timestamp,
        isInferred: Bool
    ) -> TimestampStep? {
        var found: TimestampStep?
        tracks.update(key, Track(time: time)) { track in
            defer {
                track.last = timestamp
                track.time = time
                if track.frames < .max { track.frames += 1 }
            }
            guard track.frames > 0, !isInferred else { return }
            let step = Int64(Int32(truncatingIfNeeded: Int64(timestamp) &- Int64(track.last)))
            if track.mayJump, step < 0 || step > Self.jump {
                track.mayJump = false
                return
            }
            found = TimestampStep(
                key: key, timestamp: timestamp, codec: codec, compositionTime: compositionTime, before: track.last,
                milliseconds: step, wire: time.since(track.time), frames: Int(track.frames),
                largest: Int64(track.largest))
            if step > 0 { track.largest = max(track.largest, UInt32(truncatingIfNeeded: step)) }
        }
        return found
    }

    private mutating func allowJumps() { tracks.updateAll { $0.mayJump = true } }
}
