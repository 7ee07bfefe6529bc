import Media
import Packets
import RTMP

/// One track of one stream in numbers: audio, video or data of one message stream in one direction.
public struct TrackStatistics: Sendable {
    /// What a track carries.
    public enum Kind: String, Sendable {
        case audio
        case video
        case data
    }

    /// Which track of a flow it is.
    struct Key: Equatable, Sendable {
        var kind: Kind
        var direction: Direction
        var messageStreamID: UInt32
        var trackID: UInt8
    }

    private let key: Key
    /// What it carries.
    public var kind: Kind { key.kind }
    /// Who sent it.
    public var direction: Direction { key.direction }
    /// The message stream it belongs to.
    public var messageStreamID: UInt32 { key.messageStreamID }
    /// Of a multitrack message; 0 otherwise.
    public var trackID: UInt8 { key.trackID }
    /// As the last message that told it said.
    public var codec: Codec?
    /// The last sequence header.
    public var configuration: Configuration?
    /// Sequence headers, repeated ones included.
    public var sequenceHeaders = 0
    /// Messages of any kind.
    public var messages = 0
    /// Payload bytes.
    public var bytes = 0
    /// Messages that carry coded frames.
    public var frames = 0
    /// Messages that carry a key frame.
    public var keyFrames = 0
    /// Between consecutive frames.
    public var steps = StepHistogram()
    /// Steps back, however small: a decoder's clock never does that.
    public var jumpsBack = 0
    /// Steps of more than a second ahead.
    public var jumpsAhead = 0
    /// Nanoseconds between two messages on the wire, and the packet behind it.
    public var largestWireGap: Int64 = 0
    /// The packet behind that.
    public var largestWireGapPacket = 0
    /// Bytes of the fullest second of wire time.
    public var peakSecondBytes = 0
    /// Since the last jump.
    public var clock = ClockComparison()
    /// Lengths of complete groups of pictures.
    public var groups = GroupLengths()

    // Not optional, which would take twice the room: `messages` and `frames` tell whether there are any.
    private var earliest = Timestamp(nanoseconds: 0)
    private var latest = Timestamp(nanoseconds: 0)
    private var earliestTimestamp: Int64 = 0
    private var latestTimestamp: Int64 = 0
    /// ms that the timestamps advanced, jumps left out.
    private var advanced: Int64 = 0
    /// Steps that these are the sum of.
    private var intervals = 0
    /// The first frame, or the first behind the last jump, where there was one.
    private var clockOrigin = (time: Timestamp(nanoseconds: 0), timestamp: Int64(0))
    private var second = Int64.min
    private var secondBytes = 0
    private var hasClockOrigin = false

    init(_ key: Key) { self.key = key }

    /// A step of more than this, back or ahead, is a jump and no time that the media took.
    private static let jump: Int64 = 1000

    mutating func add(
        bytes count: Int, timestamp: UInt32, at time: Timestamp, packet: Int, isFrame: Bool, isKeyFrame: Bool
    ) {
        let isFirst = messages == 0
        let unwrapped = isFirst ? Int64(timestamp) : unwrap(timestamp)
        messages += 1
        bytes += count
        if isFrame, frames > 0 {
            let step = unwrapped - latestTimestamp
            steps.add(step)
            if step < 0 { jumpsBack += 1 }
            if step > Self.jump { jumpsAhead += 1 }
            if step.magnitude > Self.jump.magnitude {
                groups.interrupt()
                clock = ClockComparison()
                hasClockOrigin = false
            } else {
                advanced += step
                intervals += 1
            }
        }
        if isFirst {
            earliest = time
        } else {
            let gap = time.since(latest)
            if gap > largestWireGap {
                largestWireGap = gap
                largestWireGapPacket = packet
            }
        }
        latest = time
        if isFrame {
            if isKeyFrame {
                keyFrames += 1
                groups.keyFrame(at: unwrapped)
            }
            groups.frame()
            if frames == 0 { earliestTimestamp = unwrapped }
            frames += 1
            if !hasClockOrigin { clockOrigin = (time, unwrapped) }
            hasClockOrigin = true
            clock.add(
                wire: Double(time.since(clockOrigin.time)) / 1e9,
                media: Double(unwrapped - clockOrigin.timestamp) / 1e3)
        }
        if isFrame || isFirst { latestTimestamp = unwrapped }
        countSecond(count, at: time)
    }

    private mutating func countSecond(_ count: Int, at time: Timestamp) {
        let now = time.nanoseconds / 1_000_000_000
        if now != second {
            second = now
            secondBytes = 0
        }
        secondBytes += count
        peakSecondBytes = max(peakSecondBytes, secondBytes)
    }

    /// The timestamp nearest to the last one on the 32-bit circle.
    private func unwrap(_ timestamp: UInt32) -> Int64 {
        let step = Int32(truncatingIfNeeded: Int64(timestamp) &- latestTimestamp)
        return latestTimestamp &+ Int64(step)
    }

    // MARK: Derived

    /// Of the first message.
    public var firstTime: Timestamp? { messages > 0 ? earliest : nil }
    /// Of the last message.
    public var lastTime: Timestamp? { messages > 0 ? latest : nil }
    /// ms, unwrapped: it goes on beyond 2³².
    public var firstTimestamp: Int64? { frames > 0 ? earliestTimestamp : nil }
    /// ms, unwrapped, of the last frame; of the first message while there is none.
    public var lastTimestamp: Int64? { messages > 0 ? latestTimestamp : nil }

    /// ms that the timestamps advanced from the first to the last frame; jumps of more than a second, back or ahead, do not
    /// count.
    public var mediaDuration: Int64? { intervals > 0 ? advanced : nil }

    /// ns from the first to the last message.
    public var wireDuration: Int64? {
        guard let firstTime, let lastTime else { return nil }
        return lastTime.since(firstTime)
    }

    /// Bits per second by the media's own time.
    public var bitRate: Double? {
        guard let duration = mediaDuration, duration > 0 else { return nil }
        return Double(bytes) * 8000 / Double(duration)
    }

    /// Frames per second by the media's own time.
    public var frameRate: Double? {
        guard let duration = mediaDuration, duration > 0 else { return nil }
        return Double(intervals) * 1000 / Double(duration)
    }
}
