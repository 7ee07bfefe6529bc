import Packets
import Segments
import Streams

/// TCP segments in any order, told by nine bytes each. Their payload says where it stands: each byte is the low byte
/// of its sequence number.
public enum ReassemblyTarget: FuzzTarget {
    public static let name = "reassembly"

    public static func run(_ input: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(input)
        let choice = input.u8()
        var limits = StreamLimits()
        if choice & 1 != 0 { limits.flows = 2 }
        if choice & 2 != 0 { limits.outOfOrderBytes = 3000 }
        if choice & 4 != 0 { limits.outOfOrderSegments = 4 }
        if choice & 8 != 0 { limits.totalOutOfOrderBytes = 8192 }
        if choice & 16 != 0 { limits.reorderingWindow = 3 }
        if choice & 32 != 0 { limits.idleTime = 1_000_000_000 }
        if choice & 64 != 0 { limits.holeTime = 1_000_000 }
        var assembler = StreamAssembler(limits: limits)
        var ledger = StreamLedger()
        var time: Int64 = 0
        var number = 0
        while !input.isAtEnd, number < 4000 {
            number += 1
            let flags = input.u8()
            let place = input.u16()
            let length = Int(input.u16())
            let acknowledged = input.u16()
            let way = input.u8()
            let pause = input.u8()
            time += Int64(pause & 0x3f) << (pause >> 6 * 10)
            // Both sides begin shortly before the sequence numbers wrap; the highest bit jumps far away.
            func sequence(_ place: UInt16) -> UInt32 {
                (place & 0x8000 != 0 ? 0x8000_0000 : 0xffff_c000) &+ UInt32(place & 0x7fff)
            }
            let isClient = way & 1 == 0
            let client = Endpoint(address: Address(ipv4: 1), port: 1000 + UInt16(way >> 1 & 3))
            let server = Endpoint(address: Address(ipv4: 2), port: 1935)
            let count = length & 0x7ff
            let first = sequence(place) &+ (flags & 2 != 0 ? 1 : 0)
            let payload = (0..<count).map { UInt8(truncatingIfNeeded: first &+ UInt32($0)) }
            let segment = Segment(
                source: isClient ? client : server, destination: isClient ? server : client,
                sequence: sequence(place), acknowledgement: sequence(acknowledged),
                flags: Segment.Flags(rawValue: flags), window: UInt16(flags & 1) &* 1000,
                windowScale: way & 8 != 0 ? way : nil, payload: 0..<count,
                payloadLength: count + length >> 11, identification: way & 16 != 0 ? UInt16(way) : nil)
            let packet = Packet(
                number: number, time: Timestamp(nanoseconds: time), linkType: .raw, originalLength: count)
            assembler.receive(segment, in: packet, bytes: payload.span.bytes) { ledger.note($0, $1, $2) }
            if pause == 0xff {
                assembler.advance(to: Timestamp(nanoseconds: time)) { ledger.note($0, $1, $2) }
            }
            ledger.findings.expect(assembler.openFlows <= limits.flows, "\(assembler.openFlows) flows")
        }
        assembler.finish { ledger.note($0, $1, $2) }
        ledger.findings.expect(assembler.openFlows == 0, "flows are open behind the end")
        try ledger.finish()
    }
}
