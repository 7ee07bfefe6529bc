import Dissection
import RTMP
import TestSupport
import Testing

/// Random sessions through random TCP: the dissection gives back what was written, or says what is missing.
@Suite("Written, damaged, dissected")
struct DifferentialTests {
    static let batches = stride(from: UInt64(0), to: 120, by: 20).map { $0..<($0 + 20) }

    private func dissect(_ connection: DamagedConnection) -> [[Event]] {
        var options = DissectionOptions()
        options.messages.keepsPayload = true
        let events = Dissected(connection.records, options: options).events
        return [Direction.clientToServer, .serverToClient].map { side in events.filter { $0.direction == side } }
    }

    // MARK: Nothing is missing

    @Test(
        "shuffled, repeated, overlapping and wrapping segments give exactly the messages that were sent",
        arguments: batches)
    func exact(seeds: Range<UInt64>) {
        for seed in seeds {
            let session = RandomSession(seed: seed)
            let damage = DamagedConnection.Damage(
                shuffle: [0, 3, 12, 31][Int(seed) % 4], retransmitted: 15, duplicated: 10, keepAlives: 5)
            let sides = dissect(DamagedConnection(seed: seed, sides: session.sides, damage: damage))
            for side in 0...1 {
                let told = sides[side].filter { RandomSession.told($0) != nil }
                #expect(told.count == session.expected[side].count, "seed \(seed), side \(side)")
                for (event, sent) in zip(told, session.expected[side]) {
                    let told = RandomSession.told(event, sent: sent)
                    #expect(told == sent, "seed \(seed), side \(side)")
                    if told != sent { break }
                }
            }
        }
    }

    // MARK: Packets are missing

    /// How a lossy session came back.
    private struct Outcome {
        var before = 0
        var whole = 0
        var told = 0
    }

    @Test("with packets lost or cut, nothing is told that was not sent", arguments: batches)
    func lossy(seeds: Range<UInt64>) {
        var outcome = Outcome()
        for seed in seeds {
            let session = RandomSession(seed: 5000 + seed, steps: 150)
            // Chunk sizes below 128 are not looked for behind a hole in which they may have been announced.
            if (0...1).contains(where: { hasTinyChunks(session.sent($0).values) }) { continue }
            let damage = DamagedConnection.Damage(
                shuffle: [0, 3, 12][Int(seed) % 3], retransmitted: 5, duplicated: 5,
                dropped: [1, 3, 8][Int(seed) % 3], droppedFrom: seed % 4 == 0 ? 0 : 3073, cut: [0, 2][Int(seed) % 2])
            let connection = DamagedConnection(seed: seed, sides: session.sides, damage: damage)
            let sides = dissect(connection)
            for side in 0...1 {
                check(
                    sides[side], session.sent(side), connection.captured[side], "seed \(seed), side \(side)", &outcome)
            }
        }
        // Not all can come back: what is passed over until a boundary is found again counts as well.
        #expect(outcome.before > 20 && outcome.told * 4 > outcome.whole)
    }

    private func hasTinyChunks(_ messages: some Sequence<SentMessage>) -> Bool {
        messages.contains { message in
            guard message.type == 1, message.payload.count >= 4 else { return false }
            let size = message.payload[..<4].reduce(0) { $0 << 8 | Int($1) } & 0x7fff_ffff
            return size > 0 && size < 128
        }
    }

    private func check(
        _ events: [Event], _ sent: [Int: SentMessage], _ captured: [Bool], _ comment: Comment,
        _ outcome: inout Outcome
    ) {
        let firstHole = captured.firstIndex(of: false) ?? captured.count
        var told: Set<Int> = []
        for case .message(let event) in events.map(\.body) {
            let message = event.message
            guard let sent = sent[message.offset] else {
                Issue.record("no message begins at \(message.offset), \(comment)")
                continue
            }
            told.insert(message.offset)
            let payload = message.payload ?? []
            let isInferred = message.facts.contains(.inferred)
            #expect(isInferred || message.header.timestamp == sent.timestamp, comment)
            #expect(message.header.type.rawValue == sent.type, comment)
            #expect(message.header.length == sent.payload.count, comment)
            #expect(payload == Array(sent.payload.prefix(payload.count)), comment)
            #expect(payload.count == sent.payload.count || message.missing > 0, comment)
            // What is told as whole was captured whole; chunk headers in a hole are inferred.
            #expect(
                message.missing > 0 || captured[sent.offset..<sent.end].contains(false) == false || sent.chunks > 1,
                comment)
        }
        for message in sent.values {
            if message.end <= firstHole {
                outcome.before += 1
                #expect(told.contains(message.offset), "\(comment), at \(message.offset), before every hole")
            }
            guard !captured[message.offset..<message.end].contains(false) else { continue }
            outcome.whole += 1
            if told.contains(message.offset) { outcome.told += 1 }
        }
    }

    @Test("bytes and gaps of a damaged connection are told once each, and add up")
    func totals() {
        for seed in UInt64(0)..<20 {
            let session = RandomSession(seed: 9000 + seed, steps: 40)
            let damage = DamagedConnection.Damage(
                shuffle: 12, retransmitted: 10, duplicated: 10, dropped: 5, droppedFrom: 3073)
            let connection = DamagedConnection(seed: seed, sides: session.sides, damage: damage)
            guard let end = Dissected(connection.records).ends.first else {
                Issue.record("no flow, seed \(seed)")
                continue
            }
            for side in 0...1 {
                let captured = connection.captured[side]
                #expect(end.directions[side].bytes == captured.count { $0 }, "seed \(seed)")
                #expect(end.directions[side].missingBytes == captured.count { !$0 }, "seed \(seed)")
            }
        }
    }
}
