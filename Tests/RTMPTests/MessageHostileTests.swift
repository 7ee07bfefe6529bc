import RTMP
import TestSupport
import Testing

/// Bodies that are not what their type promises.
@Suite("Hostile message bodies")
struct MessageHostileTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var type: MessageTypeID
        var payload: [UInt8]
        var testDescription: String { "type \(type.rawValue), \(payload.count) bytes" }
    }

    static let samples: [Sample] = [
        Sample(type: .setChunkSize, payload: hex("00001000")),
        Sample(type: .setPeerBandwidth, payload: hex("004c4b4002")),
        Sample(type: .userControl, payload: hex("0003 00000001 00000bb8")),
        Sample(type: .userControl, payload: hex("001b 0101 000f4240 000f4240") + [UInt8](repeating: 9, count: 32)),
        Sample(type: .audio, payload: hex("af00 1210")),
        Sample(type: .video, payload: hex("1700000000 01640028ff e10004 67640028 01000468ee3c80")),
        Sample(
            type: .commandAMF0,
            payload: hex("02 0007 636f6e6e656374 00 3ff0000000000000 03 0003 617070 02 0004 6c697665 000009")),
        Sample(type: .commandAMF3, payload: hex("00 02 0003 666f6f 00 4008000000000000 05 11 0a0b01 0378 0401 01")),
        Sample(
            type: .dataAMF0, payload: hex("02 000a 6f6e4d65746144617461 08 00000001 0001 77 00 4084000000000000 000009")
        ),
        Sample(
            type: .sharedObjectAMF0,
            payload: hex("0003736f310000000100000002000000000b000000000800000000040000000c00016b004022000000000000")),
        Sample(type: .sharedObjectAMF3, payload: hex("03 0001 61 00000001 00000002 00000000 04 00000005 0001 6b 0409")),
        Sample(type: .aggregate, payload: MessageAggregateTests.two),
    ]

    @Test("a body cut anywhere is told, as far as it came", arguments: samples)
    func cutShort(sample: Sample) throws {
        for count in sample.payload.indices {
            let payload = Array(sample.payload[..<count])
            let cut = try body(sample.type, payload)
            #expect(try cut == body(sample.type, payload))
            if case .unknown(let message) = cut { #expect(message.problem != nil) }
            #expect(cut.fields.count < 20)
        }
        if case .unknown = try body(sample.type, sample.payload) { Issue.record("the whole was not understood") }
    }

    @Test("any byte in any place is read, and the same each time", arguments: samples)
    func mutated(sample: Sample) throws {
        for position in sample.payload.indices {
            // All markers of AMF, and the ends of the range.
            for value in [UInt8](0...0x12) + [0x1f, 0x7f, 0x80, 0xf0, 0xff] {
                var payload = sample.payload
                payload[position] = value
                let first = try body(sample.type, payload)
                guard value % 8 == 0 else { continue }
                #expect(try body(sample.type, payload) == first)
                _ = first.fields
            }
        }
    }

    @Test("random bytes as a message of every type")
    func random() throws {
        for seed in UInt64(0)..<20 {
            var random = SeededGenerator(seed: seed)
            for type in UInt8(1)...30 {
                let payload = random.bytes(random.integer(0...80))
                let first = try body(MessageTypeID(rawValue: type), payload)
                #expect(try body(MessageTypeID(rawValue: type), payload) == first, "\(random), type \(type)")
                _ = first.fields
            }
        }
    }
}
