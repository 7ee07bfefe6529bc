import Packets
import Segments

/// Writes the packets of one TCP connection, IPv4 without a link layer, a millisecond apart.
struct PacketWriter {
    /// Takes each packet.
    private let deliver: (Packet, RawSpan) -> Void
    /// By side, of the next byte; both wrap early.
    private var sequence: [UInt32] = [0xffff_ff00, 0xffff_f000]
    private var number = 0

    init(deliver: @escaping (Packet, RawSpan) -> Void) { self.deliver = deliver }

    mutating func open() {
        write(0, [.syn], [])
        write(1, [.syn, .ack], [])
        write(0, [.ack], [])
    }

    /// Bytes that were sent and not captured.
    mutating func lose(_ side: Int, _ count: Int) { sequence[side] &+= UInt32(count) }

    mutating func write(_ side: Int, _ flags: Segment.Flags, _ payload: [UInt8]) {
        number += 1
        let length = UInt16(40 + payload.count)
        var bytes: [UInt8] = [0x45, 0] + Self.u16(length) + [0, 0, 0, 0, 64, 6, 0, 0]
        let addresses: [[UInt8]] = [[192, 0, 2, 1], [198, 51, 100, 7]]
        let ports: [UInt16] = [50_000, 1935]
        bytes += addresses[side] + addresses[1 - side]
        bytes += Self.u16(ports[side]) + Self.u16(ports[1 - side]) + Self.u32(sequence[side])
        bytes += Self.u32(flags == [.syn] ? 0 : sequence[1 - side]) + [0x50, flags.rawValue, 0xff, 0xff, 0, 0, 0, 0]
        bytes += payload
        let packet = Packet(
            number: number, time: Timestamp(nanoseconds: Int64(number) * 1_000_000), linkType: .raw,
            originalLength: bytes.count)
        deliver(packet, bytes.span.bytes)
        sequence[side] &+= UInt32(payload.count) + (flags.isDisjoint(with: [.syn, .fin]) ? 0 : 1)
    }

    private static func u16(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xff)] }

    private static func u32(_ value: UInt32) -> [UInt8] {
        u16(UInt16(value >> 16)) + u16(UInt16(value & 0xffff))
    }
}
