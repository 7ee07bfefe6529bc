import Diagnostics
import Dissection
import Testing
import TestSupport

@Suite("Rules of the chunk layer")
struct ChunkRuleTests {
    /// Sorenson H.263, which has no sequence header.
    private static func video(_ count: Int, timestamp: UInt32 = 0, csid: Int = 6) -> SentMessage {
        SentMessage(
            chunkStreamID: csid, type: 9, messageStreamID: 1, timestamp: timestamp,
            payload: [0x12] + [UInt8](repeating: 0x41, count: count - 1))
    }

    /// A session that publishes, with what `write` adds to the client's chunks.
    private static func session(_ write: (inout ChunkBuilder) -> Void) -> BuiltSession {
        var session = BuiltSession.publishing()
        write(&session.chunks[0])
        session.flush(.clientToServer)
        return session
    }

    private static func findings(_ write: (inout ChunkBuilder) -> Void) -> [Finding] {
        RuleHarness.findings(in: session(write))
    }

    @Test("video in several chunks of every fmt has no finding")
    func healthy() {
        let findings = Self.findings { chunks in
            chunks.write(Self.video(1000))
            chunks.write(Self.video(1000, timestamp: 40), format: 1)
            chunks.write(Self.video(1000, timestamp: 80), format: 2)
            chunks.write(Self.video(1000, timestamp: 120), format: 3)
        }
        #expect(findings.isEmpty, "\(findings.lines)")
    }

    // MARK: Extended timestamps

    @Test("extended timestamps that are left out in fmt 3 are an error, and counted at the end")
    func extendedOmitted() {
        let findings = Self.findings { chunks in
            chunks.habit = .omitted
            chunks.write(Self.video(1000, timestamp: 0x0100_0000))
            chunks.write(Self.video(1000, timestamp: 0x0100_0028))
        }.of("extended-timestamp-omitted")
        #expect(findings.map(\.severity) == [.error, .note])
        #expect(
            findings.last?.text
                == "of 2 messages with an extended timestamp in fmt 3 chunks 2 left it out: always")
    }

    @Test("extended timestamps that are repeated have no finding", arguments: [0xff_ffff, 0x0100_0000] as [UInt32])
    func extendedPresent(timestamp: UInt32) {
        let findings = Self.findings { $0.write(Self.video(1000, timestamp: timestamp)) }
        #expect(findings.isEmpty, "\(findings.lines)")
    }

    @Test("an extended timestamp that differs in fmt 3 is a warning")
    func extendedDiffers() {
        let header: [UInt8] = [0x06, 0xff, 0xff, 0xff, 0, 1, 0, 9, 1, 0, 0, 0]
        let part = [UInt8](repeating: 0x41, count: 128)
        let findings = Self.findings { chunks in
            // Two messages of 256 bytes: the first proves the habit, the second repeats 1000 ms less.
            chunks.append(header + [1, 0, 0, 0] + part + [0xc6, 1, 0, 0, 0] + part)
            chunks.append(header + [1, 0, 4, 0] + part + [0xc6, 1, 0, 0, 0] + part)
        }
        #expect(findings.of("extended-timestamp-differs").map(\.severity) == [.warning])
        #expect(findings.of("extended-timestamp-omitted").isEmpty)
    }

    @Test("an absolute timestamp in the extended field of fmt 1 is told from a delta")
    func extendedDelta() {
        let findings = Self.findings { chunks in
            chunks.write(Self.video(20, timestamp: 0x0100_0000))
            // fmt 1 with 0x01000028: 40 ms more than the timestamp before.
            chunks.append([0x46, 0xff, 0xff, 0xff, 0, 0, 5, 9, 1, 0, 0, 0x28, 0x27, 1, 0, 0, 0])
        }.of("extended-delta-absolute")
        #expect(
            findings.map(\.text) == [
                "fmt 1 on chunk stream 6 adds 16777256 ms to 16777216; as an absolute timestamp it would be 40 ms ahead"
            ])
        // A delta that large from a small timestamp is what it says.
        let real = Self.findings { chunks in
            chunks.write(Self.video(20, timestamp: 1000))
            chunks.write(Self.video(20, timestamp: 1000 + 0x0100_0000), format: 1)
        }
        #expect(real.of("extended-delta-absolute").isEmpty)
    }

    // MARK: Headers

    @Test("fmt 3 that opens a message behind fmt 0 is a warning where the timestamp matters")
    func deltaIsTimestamp() {
        let findings = Self.findings { chunks in
            chunks.write(Self.video(20, timestamp: 5000))
            chunks.write(Self.video(20, timestamp: 10_000), format: 3)
        }.of("delta-is-timestamp")
        #expect(findings.map(\.severity) == [.warning])
        let mild = Self.findings { chunks in
            chunks.write(Self.video(20, timestamp: 26))
            chunks.write(Self.video(20, timestamp: 52), format: 3)
        }.of("delta-is-timestamp")
        #expect(mild.map(\.severity) == [.note])
    }

    @Test("fmt 3 on a fresh chunk stream is an error, fmt 1 a note")
    func unopened() {
        let lost = Self.findings { $0.append([0xc9, 1, 2, 3, 4]) }.of("chunk-stream-unopened")
        #expect(lost.map(\.severity) == [.error])
        #expect(lost.first?.text.hasPrefix("fmt 3 on chunk stream 9") ?? false)
        let librtmp = Self.findings { chunks in
            chunks.write(
                SentMessage(chunkStreamID: 9, type: 9, messageStreamID: 0, timestamp: 0, payload: [0x27]), format: 1)
        }.of("chunk-stream-unopened")
        #expect(librtmp.map(\.severity) == [.note])
    }

    @Test("behind a hole in the capture nothing is blamed on the sender")
    func unopenedBehindHole() {
        var session = BuiltSession.publishing()
        session.lose(.clientToServer, count: 100)
        session.send(.clientToServer, [0xc9] + [UInt8](repeating: 0xff, count: 300))
        session.wait(seconds: 60)
        session.message(.serverToClient, type: 4, csid: 2, [0, 6, 0, 0, 0, 0])
        session.close(.serverToClient)
        let findings = RuleHarness.findings(in: session)
        #expect(findings.of("chunk-stream-unopened").isEmpty)
        #expect(findings.of("chunk-boundary-lost").isEmpty)
    }

    @Test("a header that no sender means is where the chunk boundary was lost")
    func boundaryLost() {
        let findings = Self.findings { chunks in
            chunks.append([0x07] + [UInt8](repeating: 0xee, count: 200))
        }.of("chunk-boundary-lost")
        #expect(findings.map(\.severity) == [.error])
        #expect(findings.first?.text.contains("type 238, length 15658734") ?? false, "\(findings.lines)")
        #expect(
            findings.first?.text.hasSuffix("the last message understood was #4, command") ?? false, "\(findings.lines)")
    }

    @Test("chunk stream ids from 32 on are a warning", arguments: [32, 64, 320])
    func highID(csid: Int) {
        let findings = Self.findings { chunks in
            chunks.write(Self.video(20, csid: csid))
            chunks.write(Self.video(20, csid: csid))
        }
        #expect(findings.of("chunk-stream-id-high").map(\.severity) == [.warning])
        #expect(findings.of("chunk-stream-id-long-form").isEmpty)
        #expect(Self.findings { $0.write(Self.video(20, csid: 31)) }.of("chunk-stream-id-high").isEmpty)
    }

    @Test("an id in a longer form than it needs is a warning, with the number it would be the other way round")
    func longForm() {
        let findings = Self.findings { $0.write(Self.video(20, csid: 65), form: .threeBytes) }
        #expect(
            findings.of("chunk-stream-id-long-form").map(\.text) == [
                "chunk stream 65 in three bytes where two are enough (or 320 in the wrong byte order)"
            ])
    }

    @Test("protocol control off chunk stream 2 is told, a chunk size as a warning")
    func controlMisplaced() {
        var session = BuiltSession.publishing()
        session.message(.clientToServer, type: 1, csid: 3, [0, 0, 16, 0])
        session.chunks[0].chunkSize = 4096
        session.message(.serverToClient, type: 4, csid: 2, stream: 1, [0, 0, 0, 0, 0, 1])
        let findings = RuleHarness.findings(in: session).of("control-message-misplaced")
        #expect(findings.map(\.severity) == [.warning, .note])
        #expect(findings.first?.text == "set chunk size on chunk stream 3, message stream 0 instead of 2 and 0")
    }

    // MARK: Chunk size

    @Test(
        "0 and the top bit are errors",
        arguments: [(0, "chunk size 0"), (0x8000_1000, "chunk size 2147487744")] as [(UInt32, String)])
    func sizeInvalid(size: UInt32, text: String) {
        var session = BuiltSession.publishing()
        session.control(.clientToServer, type: 1, size)
        let findings = RuleHarness.findings(in: session)
        #expect(findings.of("chunk-size-invalid").map(\.severity) == [.error])
        #expect(findings.of("chunk-size-invalid").first?.text.hasPrefix(text) ?? false)
        #expect(findings.of("chunk-size-extreme").isEmpty)
    }

    @Test(
        "sizes that servers reject are a warning",
        arguments: [(64, .warning), (128, nil), (65_536, nil), (65_537, .note), (134_217_728, .warning)]
            as [(UInt32, Severity?)])
    func sizeExtreme(size: UInt32, severity: Severity?) {
        var session = BuiltSession.publishing()
        session.control(.clientToServer, type: 1, size)
        let findings = RuleHarness.findings(in: session)
        #expect(findings.of("chunk-size-extreme").map(\.severity) == [severity].compactMap(\.self))
        #expect(findings.of("chunk-size-invalid").isEmpty)
    }

    @Test("a chunk size that changes inside a message is noted")
    func sizeChangedInside() {
        let change = SentMessage(
            chunkStreamID: 2, type: 1, messageStreamID: 0, timestamp: 0, payload: [0, 0, 16, 0])
        let findings = Self.findings { chunks in
            _ = chunks.begin(Self.video(1000), format: 0)
            chunks.write(change)
            chunks.chunkSizeChanged(to: 4096)
            _ = chunks.resume(6)
        }
        #expect(findings.of("chunk-size-changed-inside").count == 1)
        #expect(
            Self.findings { chunks in
                chunks.write(change)
                chunks.chunkSizeChanged(to: 4096)
                chunks.write(Self.video(1000))
            }.of("chunk-size-changed-inside").isEmpty)
    }

    // MARK: Messages among each other

    @Test("interleaved messages are noted")
    func interleaved() {
        let findings = Self.findings { chunks in
            _ = chunks.begin(Self.video(1000), format: 0)
            chunks.write(
                SentMessage(chunkStreamID: 4, type: 8, messageStreamID: 1, timestamp: 0, payload: [0x2f, 0xff]))
            while chunks.resume(6) == nil {}
        }
        #expect(findings.of("chunks-interleaved").map(\.severity) == [.note])
        #expect(findings.serious.isEmpty, "\(findings.lines)")
    }

    @Test("a message that overtakes another on its chunk stream is an error")
    func overtaken() {
        let findings = Self.findings { chunks in
            _ = chunks.begin(Self.video(1000), format: 0)
            chunks.abandon(6)
            chunks.write(Self.video(20))
        }.of("message-overtaken")
        #expect(
            findings.map(\.text) == ["a new message on chunk stream 6 after 128 of 1000 bytes of the one before it"])
        #expect(findings.map(\.severity) == [.error])
    }

    @Test("an Abort that discards something is a warning, one that discards nothing a note")
    func aborted() {
        let abort = SentMessage(chunkStreamID: 2, type: 2, messageStreamID: 0, timestamp: 0, payload: [0, 0, 0, 6])
        let cutting = Self.findings { chunks in
            _ = chunks.begin(Self.video(1000), format: 0)
            chunks.write(abort)
            chunks.abandon(6)
            chunks.write(Self.video(20))
        }.of("message-aborted")
        #expect(cutting.map(\.severity) == [.warning])
        #expect(cutting.first?.text.hasPrefix("128 bytes of a message of 1 kB on chunk stream 6") ?? false)
        let idle = Self.findings { chunks in
            chunks.write(abort)
            chunks.write(Self.video(20))
        }.of("message-aborted")
        #expect(idle.map(\.text) == ["Abort of chunk stream 6, on which no message is unfinished"])
    }
}
