import Packets
import TestSupport
import Testing

@testable import Dissection

/// What is told of a track beside what a list of all its messages tells.
@Suite struct TrackStatisticsOracleTests {
    private struct Sent {
        var timestamp: Int64
        var time: Int64
        var bytes: Int
        var packet: Int
        var isFrame: Bool
        var isKeyFrame: Bool
    }

    /// Timestamps as they are unwrapped, of which only the lower 32 bits were sent.
    private static func messages(_ random: inout SeededGenerator) -> [Sent] {
        let habits: [[Int]] = [
            [33, 34], [40], [21, 22, 23], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [-5, 40, 41],
            [999, 1000, 1001, -1000, -1001],
            [40, 40, 40, 40, 40, 40, 40, 70_000, -70_000], Array(0...1100),
        ]
        let habit = random.one(of: habits)
        let keyFrames = random.one(of: [0, 1, 5, 50, 100])
        let others = random.one(of: [0, 0, 3, 50])
        let length = random.one(of: [0, 1000, 16_777_215, 4_000_000_000])
        let tempo = random.one(of: [0, 1_000_000, 40_000_000, 3_000_000_000])
        var timestamp = Int64(random.one(of: [0, 500, 0xFFFF_FF00]))
        var time = Int64(random.one(of: [0, 1_700_000_000_999_000_000, -5_000_000_000]))
        var packet = random.one(of: [1, 0xFFFF_FFF0])
        return (0..<random.integer(1...2500)).map { index in
            let isFrame = !random.chance(others) && (index > 0 || random.chance(50))
            if isFrame, index > 0 { timestamp += Int64(random.one(of: habit)) }
            time += Int64(random.integer(-tempo / 100...max(tempo, 1)))
            packet += random.integer(0...3)
            return Sent(
                timestamp: timestamp, time: time, bytes: length, packet: packet, isFrame: isFrame,
                isKeyFrame: isFrame && random.chance(keyFrames))
        }
    }

    private static func track(_ messages: [Sent]) -> TrackStatistics {
        var track = TrackStatistics(.init(kind: .video, direction: .clientToServer, messageStreamID: 1, trackID: 0))
        for sent in messages {
            track.add(
                bytes: sent.bytes, timestamp: UInt32(truncatingIfNeeded: sent.timestamp),
                at: Timestamp(nanoseconds: sent.time), packet: sent.packet, isFrame: sent.isFrame,
                isKeyFrame: sent.isKeyFrame)
        }
        return track
    }

    @Test("counts, sums and extremes are those of the list", arguments: 1...300 as ClosedRange<UInt64>)
    func likeList(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let messages = Self.messages(&random)
        let track = Self.track(messages)
        let frames = messages.filter(\.isFrame)
        // What comes first decides on how the 32 bits are meant.
        let shift = (messages[0].timestamp & ~0xFFFF_FFFF)
        let stamps = frames.map { $0.timestamp - shift }
        let steps = zip(stamps.dropFirst(), stamps).map(-)
        #expect(track.messages == messages.count && track.frames == frames.count, "\(random)")
        #expect(track.keyFrames == frames.count { $0.isKeyFrame }, "\(random)")
        #expect(track.bytes == messages.reduce(0) { $0 + $1.bytes }, "\(random)")
        #expect(track.firstTimestamp == stamps.first, "\(random)")
        if !frames.isEmpty { #expect(track.lastTimestamp == stamps.last, "\(random)") }
        #expect(track.firstTime?.nanoseconds == messages[0].time, "\(random)")
        #expect(track.lastTime?.nanoseconds == messages.last?.time, "\(random)")
        #expect(track.jumpsBack == steps.count { $0 < 0 }, "\(random)")
        #expect(track.jumpsAhead == steps.count { $0 > 1000 }, "\(random)")
        let calm = steps.filter { $0.magnitude <= 1000 }
        #expect(track.mediaDuration == (calm.isEmpty ? nil : calm.reduce(0, +)), "\(random)")
        expectSteps(track, steps, "\(random)")
        expectGaps(track, messages, "\(random)")
        expectGroups(track, zip(stamps, frames).map { ($0, $1.isKeyFrame) }, "\(random)")
        expectClock(track, zip(stamps, frames).map { ($0, $1.time) }, "\(random)")
    }

    private func expectSteps(_ track: TrackStatistics, _ steps: [Int64], _ comment: Comment) {
        #expect(track.steps.minimum == steps.min() && track.steps.maximum == steps.max(), comment)
        var counts: [Int64: Int] = [:]
        for step in steps where counts[step] != nil || counts.count < 1024 { counts[step, default: 0] += 1 }
        let counted = counts.flatMap { [Int64](repeating: $0.key, count: $0.value) }.sorted()
        #expect(track.steps.median == (counted.isEmpty ? nil : counted[(counted.count - 1) / 2]), comment)
    }

    private func expectGaps(_ track: TrackStatistics, _ messages: [Sent], _ comment: Comment) {
        var largest: (gap: Int64, packet: Int) = (0, 0)
        for (new, old) in zip(messages.dropFirst(), messages) where new.time - old.time > largest.gap {
            largest = (new.time - old.time, new.packet)
        }
        #expect(track.largestWireGap == largest.gap && track.largestWireGapPacket == largest.packet, comment)
        var second: Int64?
        var sum = 0
        var peak = 0
        for sent in messages {
            if sent.time / 1_000_000_000 != second { sum = 0 }
            second = sent.time / 1_000_000_000
            sum += sent.bytes
            peak = max(peak, sum)
        }
        #expect(track.peakSecondBytes == peak, comment)
    }

    private func expectGroups(_ track: TrackStatistics, _ frames: [(Int64, Bool)], _ comment: Comment) {
        var lengths: [(length: Int64, frames: Int)] = []
        var start: (timestamp: Int64, index: Int)?
        for (index, (timestamp, isKeyFrame)) in frames.enumerated() {
            if index > 0, (timestamp - frames[index - 1].0).magnitude > 1000 { start = nil }
            guard isKeyFrame else { continue }
            if let start { lengths.append((timestamp - start.timestamp, index - start.index)) }
            start = (timestamp, index)
        }
        let groups = track.groups
        #expect(groups.count == lengths.count, comment)
        #expect(groups.minimum == lengths.map(\.length).min() ?? 0, comment)
        #expect(groups.maximum == max(lengths.map(\.length).max() ?? 0, 0), comment)
        #expect(groups.minimumFrames == lengths.map(\.frames).min() ?? 0, comment)
        #expect(groups.maximumFrames == lengths.map(\.frames).max() ?? 0, comment)
        let total = lengths.reduce(0) { $0 + $1.length }
        #expect(groups.mean == (lengths.isEmpty ? nil : Double(total) / Double(lengths.count)), comment)
    }

    private func expectClock(_ track: TrackStatistics, _ frames: [(stamp: Int64, time: Int64)], _ comment: Comment) {
        var clock = ClockComparison()
        var origin: (stamp: Int64, time: Int64) = (0, 0)
        for (index, frame) in frames.enumerated() {
            if index == 0 || (frame.stamp - frames[index - 1].stamp).magnitude > 1000 {
                clock = ClockComparison()
                origin = frame
            }
            clock.add(wire: Double(frame.time - origin.time) / 1e9, media: Double(frame.stamp - origin.stamp) / 1e3)
        }
        #expect(track.clock == clock, comment)
    }
}
