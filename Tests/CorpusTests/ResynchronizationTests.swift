import Foundation
import RTMP
import TestSupport
import Testing

/// Real directions with bytes taken out at random: what is told behind a hole must have been sent, and a chunk boundary
/// must be found soon. A wrong boundary is worse than a late one.
@Suite struct ResynchronizationTests {
    /// Senders FFmpeg, OBS, VLC, librtmp, nginx and SRS, in chunks of 128 to 65536 bytes.
    private static let captures = [
        "ffmpeg-publishes-to-nginx.pcap", "obs-publishes-to-nginx.pcap", "vlc-publishes-to-nginx.pcap",
        "mpv-plays-from-nginx.pcap", "rtmpdump-plays-in-65536-byte-chunks.pcap",
        "librtmp-uses-long-chunk-stream-ids-to-srs.pcap", "ffmpeg-publishes-four-tracks-to-ffmpeg.pcap",
        "rtmpdump-plays-beyond-24-bits.pcap", "ffmpeg-publishes-av1-and-opus-to-ffmpeg.pcap",
    ]

    /// What became of one direction with holes.
    private struct Outcome {
        var told = 0
        /// Messages that were not sent, or not like this.
        var wrong: [Message] = []
        var losses = 0
        /// Captured bytes passed over, of each boundary that was found.
        var skipped: [Int] = []
        /// Where the boundary was lost for good, and the messages more than 20 kB behind it.
        var missed: (offset: Int, messages: Int)?

        init(_ events: [ChunkEvent], _ truth: [Message]) {
            let sent = Dictionary(uniqueKeysWithValues: truth.map { ($0.offset, $0) })
            var lost: Int?
            for event in events {
                switch event {
                case .message(let message):
                    told += 1
                    if !Self.isTrue(message, sent[message.offset]) { wrong.append(message) }
                case .lost(let loss):
                    losses += 1
                    lost = loss.offset
                case .resynchronized(let found):
                    if found.occasion != .chunkSize { skipped.append(found.skipped) }
                    lost = nil
                case .chunk, .cut: break
                }
            }
            if let lost { missed = (lost, truth.count { $0.offset > lost + 20_000 }) }
        }

        private static func isTrue(_ message: Message, _ sent: Message?) -> Bool {
            guard let sent else { return false }
            var header = message.header
            if message.facts.contains(.inferred) { header.timestamp = sent.header.timestamp }
            if message.facts.contains(.messageStreamIDUnknown) { header.messageStreamID = sent.header.messageStreamID }
            header.hasExtendedTimestamp = sent.header.hasExtendedTimestamp
            return header == sent.header && message.chunks == sent.chunks
                && (message.missing > 0 || message.facts.contains(.inferred) || message.body == sent.body)
        }
    }

    /// A direction's bytes, and the messages in them when nothing is missing.
    private struct Direction {
        var bytes: [UInt8]
        var truth: [Message] = []
        /// Bytes of C0, C1 and C2, or S0, S1 and S2.
        static let handshake = 1 + 2 * 1536

        init?(_ bytes: [UInt8]) {
            guard bytes.count > 8000, bytes.first == 3 else { return nil }
            self.bytes = bytes
            let events = feed([], from: Self.handshake)
            truth = events.compactMap { if case .message(let message) = $0 { message } else { nil } }
            guard !truth.isEmpty else { return nil }
        }

        /// From the first chunk on in segments of 1460 bytes.
        var segments: [Range<Int>] {
            stride(from: Self.handshake, to: bytes.count, by: 1460).map { $0..<min($0 + 1460, bytes.count) }
        }

        func feed(_ holes: [Range<Int>], from start: Int, isMidstream: Bool = false) -> [ChunkEvent] {
            var decoder = isMidstream ? ChunkDecoder(midstreamWith: .init()) : ChunkDecoder()
            var events: [ChunkEvent] = []
            var position = start
            func read(to end: Int) {
                decoder.feed(bytes.span.bytes, in: position..<end, offset: position, packet: 1) { events.append($0) }
                position = end
            }
            for hole in holes {
                read(to: hole.lowerBound)
                decoder.skip(hole.count, offset: hole.lowerBound, packet: 1) { events.append($0) }
                position = hole.upperBound
            }
            read(to: bytes.count)
            decoder.finish(packet: 1) { events.append($0) }
            return events
        }
    }

    private func directions(_ capture: String) throws -> [Direction] {
        let file = Repository.captures.appending(path: capture)
        let directions = try CapturedStreams(file).streams.compactMap(Direction.init)
        try #require(!directions.isEmpty)
        return directions
    }

    /// - Parameter medianSkipped: At most so many bytes are passed over in half of the cases.
    private func check(_ outcomes: [Outcome], medianSkipped: Int, _ comment: Comment) {
        for wrong in outcomes.flatMap(\.wrong) {
            Issue.record("not sent: \(wrong.header) at \(wrong.offset), \(comment)")
        }
        let missed = outcomes.compactMap(\.missed).filter { $0.messages > 24 }
        #expect(missed.isEmpty, comment)
        #expect(outcomes.reduce(0) { $0 + $1.told } > 0, comment)
        let skipped = outcomes.flatMap(\.skipped).sorted()
        if !skipped.isEmpty { #expect(skipped[skipped.count / 2] <= medianSkipped, comment) }
    }

    @Test("behind a hole of 1 to 20 segments nothing is told that was not sent", arguments: captures)
    func oneHole(capture: String) throws {
        var random = SeededGenerator(seed: 4)
        var outcomes: [Outcome] = []
        for direction in try directions(capture) {
            for _ in 0..<6 {
                let first = random.one(of: direction.segments).lowerBound
                let hole = first..<min(first + 1460 * random.integer(1...20), direction.bytes.count)
                outcomes.append(Outcome(direction.feed([hole], from: Direction.handshake), direction.truth))
            }
        }
        check(outcomes, medianSkipped: 6000, "\(random)")
    }

    @Test("with one segment of twenty missing, most messages are told and none is wrong", arguments: captures)
    func manyHoles(capture: String) throws {
        var random = SeededGenerator(seed: 5)
        var outcomes: [Outcome] = []
        for direction in try directions(capture) {
            for _ in 0..<3 {
                let holes = direction.segments.filter { _ in random.chance(5) }
                let outcome = Outcome(direction.feed(holes, from: Direction.handshake), direction.truth)
                let whole = direction.truth.count { message in
                    !holes.contains { $0.overlaps(message.offset..<(message.offset + message.header.length + 18)) }
                }
                #expect(outcome.told * 2 >= whole, "\(random)")
                outcomes.append(outcome)
            }
        }
        check(outcomes, medianSkipped: 6000, "\(random)")
    }

    @Test("packets cut by the snap length leave what can be read, and nothing wrong", arguments: captures)
    func snapLength(capture: String) throws {
        for direction in try directions(capture) {
            for captured in [100, 400, 1000] {
                let holes = direction.segments.filter { $0.count > captured }
                    .map { ($0.lowerBound + captured)..<$0.upperBound }
                let outcome = Outcome(direction.feed(holes, from: Direction.handshake), direction.truth)
                // Where little is left, boundaries may well not be found.
                for wrong in outcome.wrong { Issue.record("not sent: \(wrong.header) at \(wrong.offset), \(captured)") }
            }
        }
    }

    @Test("a direction is read from any place on", arguments: captures)
    func midstream(capture: String) throws {
        var random = SeededGenerator(seed: 6)
        var outcomes: [Outcome] = []
        for direction in try directions(capture) {
            for _ in 0..<6 {
                let start = random.integer(Direction.handshake...(direction.bytes.count - 1))
                outcomes.append(Outcome(direction.feed([], from: start, isMidstream: true), direction.truth))
            }
        }
        // Headers with a long chunk stream id that was never seen prove less, and are found later.
        check(outcomes, medianSkipped: 30_000, "\(random)")
    }

    @Test("a handshake is no chain of chunks", arguments: captures)
    func handshake(capture: String) throws {
        for direction in try directions(capture) {
            var decoder = ChunkDecoder(midstreamWith: .init())
            var events: [ChunkEvent] = []
            decoder.feed(direction.bytes.span.bytes, in: 0..<Direction.handshake, offset: 0, packet: 1) {
                events.append($0)
            }
            decoder.finish(packet: 1) { events.append($0) }
            #expect(events.count == 1)
        }
    }
}
