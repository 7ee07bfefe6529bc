import Packets
import Testing

@testable import Dissection

@Suite struct TrackStatisticsTests {
    private static func track() -> TrackStatistics {
        TrackStatistics(.init(kind: .video, direction: .clientToServer, messageStreamID: 1, trackID: 0))
    }

    private static let start: Int64 = 1_700_000_000_000_000_000

    /// A frame of 1000 bytes; times in ms.
    private static func add(
        _ track: inout TrackStatistics, timestamp: UInt32, wire: Double, key: Bool = false, frame: Bool = true,
        packet: Int = 1
    ) {
        let time = Timestamp(nanoseconds: start + Int64(wire * 1e6))
        track.add(bytes: 1000, timestamp: timestamp, at: time, packet: packet, isFrame: frame, isKeyFrame: key)
    }

    @Test("rates count by the timestamps, from the first frame to the last")
    func rates() {
        var track = Self.track()
        // The sequence header's timestamp is not a frame's.
        Self.add(&track, timestamp: 0, wire: 0, frame: false)
        for index in 0..<51 as Range<UInt32> { Self.add(&track, timestamp: 500 + index * 40, wire: Double(index) * 40) }
        #expect(track.frames == 51)
        #expect(track.messages == 52)
        #expect(track.firstTimestamp == 500)
        #expect(track.lastTimestamp == 2500)
        #expect(track.mediaDuration == 2000)
        #expect(track.frameRate == 25)
        // 52 messages of 1000 bytes in 2 s.
        #expect(track.bitRate == 208_000)
        #expect(track.wireDuration == 2_000_000_000)
        #expect(track.steps.minimum == 40 && track.steps.median == 40 && track.steps.maximum == 40)
        #expect(track.jumpsBack == 0 && track.jumpsAhead == 0)
        // The fullest second of the wall clock has 26 messages: the header and the frames at 0, 40 … 960 ms.
        #expect(track.peakSecondBytes == 26_000)
    }

    @Test("the middle of many different steps is found, whichever came first")
    func median() {
        var track = Self.track()
        var timestamp: UInt32 = 0
        // Steps of 100, 99 … 1 ms, and eleven of 7.
        for step in (1...100 as ClosedRange<UInt32>).reversed() + Array(repeating: 7, count: 11) {
            Self.add(&track, timestamp: timestamp, wire: 0)
            timestamp += step
        }
        Self.add(&track, timestamp: timestamp, wire: 0)
        // 111 steps: the 56th in order is 45, behind 44 others and eleven more of 7.
        #expect(track.steps.minimum == 1 && track.steps.median == 45 && track.steps.maximum == 100)
    }

    @Test("one frame, or frames at one time, have neither duration nor rate")
    func singleFrame() {
        var track = Self.track()
        Self.add(&track, timestamp: 7, wire: 0)
        #expect(track.mediaDuration == nil && track.frameRate == nil && track.bitRate == nil)
        Self.add(&track, timestamp: 7, wire: 1)
        #expect(track.frameRate == nil && track.bitRate == nil)
        #expect(track.steps.median == 0)
    }

    @Test("timestamps go on across 2³², and count back where they go back")
    func wrap() {
        var track = Self.track()
        for (index, timestamp) in [0xffff_ffd8, 0, 40, 80, 0xffff_fff0, 0x8000_0000].enumerated()
            as EnumeratedSequence<[UInt32]>
        {
            Self.add(&track, timestamp: timestamp, wire: Double(index) * 40)
        }
        #expect(track.firstTimestamp == 0xffff_ffd8)
        #expect(track.jumpsBack == 2)
        #expect(track.jumpsAhead == 0)
        // 0x80000000 is nearer behind 0xfffffff0 than ahead of it.
        #expect(track.lastTimestamp == 0x8000_0000)
        #expect(track.steps.maximum == 40)
        #expect(track.steps.minimum == 0x8000_0000 - 0xffff_fff0)
    }

    @Test("a jump of more than a second is counted, and is no time that the media took")
    func jumps() {
        var track = Self.track()
        let timestamps: [UInt32] = [0, 40, 80, 5000, 5040, 5080, 100, 140, 1140, 2141]
        for (index, timestamp) in timestamps.enumerated() {
            Self.add(&track, timestamp: timestamp, wire: Double(index) * 40)
        }
        // 80 → 5000 and 1140 → 2141 ahead, 5080 → 100 back; a step of a second is none.
        #expect(track.jumpsAhead == 2)
        #expect(track.jumpsBack == 1)
        // Five steps of 40 ms, one of 1000.
        #expect(track.mediaDuration == 1200)
    }

    @Test("groups of pictures go from key frame to key frame, the last one not counted")
    func groups() {
        var track = Self.track()
        for index in 0..<100 as Range<UInt32> {
            // Key frames at 0, 10, 30, 60.
            Self.add(&track, timestamp: index * 40, wire: Double(index) * 40, key: [0, 10, 30, 60].contains(index))
        }
        #expect(track.keyFrames == 4)
        #expect(track.groups.count == 3)
        #expect(track.groups.minimum == 400 && track.groups.maximum == 1200)
        #expect(track.groups.mean == 800)
        #expect(track.groups.minimumFrames == 10 && track.groups.maximumFrames == 30)
    }

    @Test("a group with a jump in it has no length")
    func interruptedGroup() {
        var track = Self.track()
        Self.add(&track, timestamp: 0, wire: 0, key: true)
        Self.add(&track, timestamp: 40, wire: 40)
        Self.add(&track, timestamp: 90_000, wire: 80)
        Self.add(&track, timestamp: 90_040, wire: 120, key: true)
        Self.add(&track, timestamp: 90_540, wire: 620, key: true)
        #expect(track.groups.count == 1)
        #expect(track.groups.maximum == 500)
    }

    @Test("drift is the slope of media time against the capture's clock")
    func drift() throws {
        var track = Self.track()
        // 20 s of a clock that is 2000 ppm fast, with bursts of 100 ms on the wire.
        for index in 0..<500 as Range<UInt32> {
            let wire = (Double(index) * 40 / 100).rounded(.down) * 100
            Self.add(&track, timestamp: UInt32(Double(index) * 40 * 1.002), wire: wire)
        }
        let drift = try #require(track.clock.driftPPM)
        #expect(abs(drift - 2000) < 200)
    }

    @Test("drift is not told of short runs, nor of media that was sent faster than it is played")
    func noDrift() {
        var short = Self.track()
        for index in 0..<60 as Range<UInt32> { Self.add(&short, timestamp: index * 40, wire: Double(index) * 40) }
        #expect(short.clock.driftPPM == nil)
        var fast = Self.track()
        for index in 0..<2000 as Range<UInt32> { Self.add(&fast, timestamp: index * 40, wire: Double(index) * 10) }
        #expect(fast.clock.driftPPM == nil)
    }

    @Test("after a jump the clocks are compared anew")
    func driftBehindJump() throws {
        var track = Self.track()
        for index in 0..<1000 as Range<UInt32> {
            Self.add(&track, timestamp: index * 40 + (index < 300 ? 0 : 20_000_000), wire: Double(index) * 40)
        }
        let drift = try #require(track.clock.driftPPM)
        #expect(abs(drift) < 1)
    }

    @Test("the longest silence on the wire is told with the packet behind it")
    func silence() {
        var track = Self.track()
        Self.add(&track, timestamp: 0, wire: 0, packet: 3)
        Self.add(&track, timestamp: 40, wire: 40, packet: 4)
        Self.add(&track, timestamp: 80, wire: 2540, packet: 9)
        Self.add(&track, timestamp: 120, wire: 2580, packet: 11)
        #expect(track.largestWireGap == 2_500_000_000)
        #expect(track.largestWireGapPacket == 9)
    }

    @Test("steps beyond a thousand different ones still move minimum and maximum")
    func manySteps() {
        var track = Self.track()
        var timestamp: UInt32 = 0
        for step in 0...3000 as ClosedRange<UInt32> {
            timestamp += step
            Self.add(&track, timestamp: timestamp, wire: 0)
        }
        #expect(track.steps.minimum == 1 && track.steps.maximum == 3000)
        #expect(track.steps.median.map { (500...524).contains($0) } == true)
        #expect(Self.track().steps.median == nil && Self.track().steps.minimum == nil)
    }

    @Test("long groups are told")
    func longGroups() {
        var track = Self.track()
        var timestamp: UInt32 = 0
        for index in 0..<100 {
            Self.add(&track, timestamp: timestamp, wire: 0, key: index % 99 == 0 || index == 2)
            timestamp += 1000
        }
        // 2 s, then 97 s.
        #expect(track.groups.count == 2 && track.groups.minimum == 2000 && track.groups.maximum == 97_000)
        #expect(track.groups.mean == 49_500 && track.groups.maximumFrames == 97)
    }
}
