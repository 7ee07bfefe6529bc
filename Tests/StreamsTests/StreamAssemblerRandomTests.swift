import Packets
import Segments
import Streams
import Testing

/// Random traffic of known content against what the assembler makes of it. The seed is the test's argument.
struct StreamAssemblerRandomTests {
    /// What came out of one flow, and what was wrong with the way it came.
    struct Outcome {
        /// Each side's bytes; nil where a gap was told.
        var streams: [[UInt8?]] = [[], []]
        var endings = [0, 0]
        var opened = 0
        var closings: [StreamEvent.Closing] = []
        var faults: [String] = []

        mutating func add(_ event: StreamEvent, _ bytes: RawSpan) {
            if !closings.isEmpty { faults.append("\(event) behind .closed") }
            switch event {
            case .opened: opened += 1
            case .bytes(let part):
                let side = Int(part.side.rawValue)
                if opened == 0 { faults.append("bytes before .opened") }
                if part.offset != streams[side].count { faults.append("bytes at \(part.offset)") }
                if part.range.isEmpty { faults.append("no bytes at \(part.offset)") }
                bytes.extracting(part.range).withUnsafeBytes { unsafe streams[side].append(contentsOf: Array($0)) }
            case .gap(let gap):
                let side = Int(gap.side.rawValue)
                if gap.offset != streams[side].count { faults.append("gap at \(gap.offset)") }
                if gap.length <= 0 { faults.append("gap of \(gap.length)") }
                if gap.length < 1 << 20 { streams[side].append(contentsOf: repeatElement(nil, count: gap.length)) }
            case .ended(let side, _): endings[Int(side.rawValue)] += 1
            case .closed(let end): closings.append(end.reason)
            }
        }
    }

    func assemble(_ parcels: [Parcel], limits: StreamLimits = .init()) -> Outcome {
        var assembler = StreamAssembler(limits: limits)
        var outcome = Outcome()
        for (index, parcel) in parcels.enumerated() {
            let packet = Packet(
                number: index + 1, time: Timestamp(nanoseconds: Int64(index) * 1_000_000), linkType: .raw,
                originalLength: 0)
            assembler.receive(parcel.segment, in: packet, bytes: parcel.bytes.span.bytes) { outcome.add($1, $2) }
        }
        assembler.finish { outcome.add($1, $2) }
        return outcome
    }

    @Test("shuffled, repeated, overlapping and wrapping segments give each side's exact bytes", arguments: 0..<60)
    func exact(seed: Int) {
        let shuffle = [0, 3, 12, 31][seed % 4]
        let traffic = RandomTraffic(
            seed: UInt64(seed),
            shape: .init(shuffle: shuffle, retransmitted: 20, duplicated: 10, keepAlives: 5))
        let outcome = assemble(traffic.parcels)
        #expect(outcome.faults == [], "seed \(seed)")
        #expect(outcome.streams == traffic.streams, "seed \(seed)")
        #expect(outcome.endings == [1, 1] && outcome.closings == [.fin] && outcome.opened == 1, "seed \(seed)")
    }

    @Test("met without a handshake, shuffled segments give each side's exact bytes", arguments: 0..<40)
    func exactMidstream(seed: Int) {
        let traffic = RandomTraffic(
            seed: UInt64(1000 + seed),
            shape: .init(shuffle: [0, 5, 31][seed % 3], retransmitted: 10, duplicated: 10, hasHandshake: false))
        // Whose packet comes first is the initiator.
        let isSwapped = traffic.parcels[0].segment.source.port == 1935
        let outcome = assemble(traffic.parcels)
        #expect(outcome.faults == [], "seed \(1000 + seed)")
        #expect(outcome.streams == (isSwapped ? traffic.streams.reversed() : traffic.streams), "seed \(1000 + seed)")
        #expect(outcome.closings == [.fin], "seed \(1000 + seed)")
    }

    @Test("with packets not captured, bytes and gaps are the stream, and gaps are what is not there", arguments: 0..<60)
    func dropped(seed: Int) {
        let traffic = RandomTraffic(
            seed: UInt64(2000 + seed),
            shape: .init(shuffle: [0, 3, 20][seed % 3], duplicated: 5, dropped: [1, 10, 40][seed % 3]))
        let outcome = assemble(traffic.parcels)
        #expect(outcome.faults == [], "seed \(2000 + seed)")
        for side in 0...1 {
            let expected = zip(traffic.streams[side], traffic.captured[side]).map { $1 ? $0 : nil }
            #expect(outcome.streams[side] == expected, "seed \(2000 + seed)")
        }
        #expect(outcome.closings == [.fin], "seed \(2000 + seed)")
    }

    @Test(
        "with cuts, drops, retransmissions and tight limits, bytes and gaps still partition the stream",
        arguments: 0..<60)
    func partition(seed: Int) {
        let traffic = RandomTraffic(
            seed: UInt64(3000 + seed),
            shape: .init(
                shuffle: 31, retransmitted: 20, duplicated: 10, dropped: 10, cut: 20, keepAlives: 5,
                handshakeIsFirst: seed % 2 == 1))
        var limits = StreamLimits()
        if seed % 2 == 1 {
            limits.outOfOrderBytes = 5000
            limits.outOfOrderSegments = 5
            limits.reorderingWindow = 4
        }
        let outcome = assemble(traffic.parcels, limits: limits)
        #expect(outcome.faults == [], "seed \(3000 + seed)")
        for side in 0...1 {
            #expect(outcome.streams[side].count == traffic.streams[side].count, "seed \(3000 + seed)")
            let differing = zip(outcome.streams[side], traffic.streams[side]).count { $0 != nil && $0 != $1 }
            #expect(differing == 0, "seed \(3000 + seed)")
        }
    }

    @Test("hostile segments neither trap nor break the order of events", arguments: 0..<40)
    func hostile(seed: Int) {
        var random = SeededGenerator(seed: UInt64(4000 + seed))
        var limits = StreamLimits()
        limits.flows = 3
        limits.outOfOrderBytes = [0, 64, 4096][seed % 3]
        limits.outOfOrderSegments = [8, 0, 100][seed % 3]
        limits.totalOutOfOrderBytes = [0, 8192, 1 << 20][seed / 3 % 3]
        limits.reorderingWindow = [0, 5, 64][seed / 9 % 3]
        var assembler = StreamAssembler(limits: limits)
        var outcomes: [Int: Outcome] = [:]
        let interesting: [UInt32] = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 5000]
        let bytes = [UInt8](repeating: 65, count: 100)
        for number in 0..<4000 {
            func sequence() -> UInt32 {
                let near = UInt32.random(in: 0...60, using: &random)
                return random.chance(90) ? 5000 &+ near : interesting.randomElement(using: &random) ?? 0 &+ near
            }
            let ports = [UInt16.random(in: 1...5, using: &random), 1935].shuffled(using: &random)
            let length = random.chance(50) ? 0 : Int.random(in: 0...40, using: &random)
            let flags: [Segment.Flags] = [.ack, .ack, .ack, .ack, [], .fin, [.fin, .ack], .syn, [.syn, .ack], .rst]
            let segment = Segment(
                source: Endpoint(address: Address(ipv4: 1), port: ports[0]),
                destination: Endpoint(address: Address(ipv4: 1), port: ports[1]),
                sequence: sequence(), acknowledgement: sequence(),
                flags: random.chance(2)
                    ? Segment.Flags(rawValue: .random(in: 0...255, using: &random))
                    : flags.randomElement(using: &random) ?? [],
                window: random.chance(20) ? 0 : .random(in: 0...65535, using: &random),
                windowScale: random.chance(50) ? .random(in: 0...255, using: &random) : nil,
                payload: 7..<(7 + length),
                payloadLength: random.chance(5) ? [Int.max, .min, -1, 0, 90].randomElement(using: &random) : nil,
                identification: random.chance(50) ? .random(in: 0...3, using: &random) : nil)
            let time = random.chance(1) ? [Int64.min, .max, 0].randomElement(using: &random) ?? 0 : Int64(number) << 24
            let packet = Packet(
                number: random.chance(1) ? [Int.min, .max].randomElement(using: &random) ?? 0 : number,
                time: Timestamp(nanoseconds: time), linkType: .raw, originalLength: 0)
            assembler.receive(segment, in: packet, bytes: bytes.span.bytes) { id, event, span in
                // Offsets beyond a gap of 4 GiB are not followed byte by byte.
                if case .gap(let gap) = event, gap.length >= 1 << 20 {
                    outcomes[id.serial, default: Outcome()].opened = 99
                }
                if outcomes[id.serial]?.opened != 99 { outcomes[id.serial, default: Outcome()].add(event, span) }
            }
            if number % 100 == 0 { _ = assembler.facts(of: FlowID(slot: number % 5, serial: number), side: .responder) }
        }
        assembler.finish { id, event, span in
            if outcomes[id.serial]?.opened != 99 { outcomes[id.serial, default: Outcome()].add(event, span) }
        }
        #expect(assembler.openFlows == 0)
        for (serial, outcome) in outcomes where outcome.opened != 99 {
            #expect(outcome.faults == [], "seed \(4000 + seed), flow \(serial)")
            #expect(outcome.opened == 1 && outcome.closings.count == 1, "seed \(4000 + seed), flow \(serial)")
        }
        #expect(outcomes.count > 20)
    }
}
