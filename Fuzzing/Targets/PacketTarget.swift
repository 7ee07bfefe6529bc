import Packets
import Segments

/// Packets of any link type: link type, then for each packet its length, what the snap length cut, and its bytes.
public enum PacketTarget: FuzzTarget {
    public static let name = "packets"

    static let linkTypes: [LinkType] = [
        .ethernet, .null, .ppp, .rawBSD, .rawOpenBSD, .pppHDLC, .pppEthernet, .raw, .ciscoHDLC, .loop, .linuxSLL, .ipv4,
        .ipv6, .linuxSLL2,
    ]

    public static func run(_ input: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(input)
        let choice = input.u8()
        let linkType = linkTypes[Int(choice) % linkTypes.count]
        var decoder = PacketDecoder()
        var findings = Findings()
        var number = 0
        while !input.isAtEnd {
            let length = Int(input.u16())
            let cut = Int(input.u8())
            let bytes = input.take(length)
            number += 1
            let packet = Packet(
                number: number, time: Timestamp(nanoseconds: Int64(number) * 1_000_000_000), linkType: linkType,
                originalLength: bytes.count + cut)
            var delivered = 0
            let verdict = decoder.decode(packet, bytes.span.bytes) { segment, span in
                delivered += 1
                findings.expect(
                    segment.payload.lowerBound >= 0 && segment.payload.upperBound <= span.byteCount,
                    "payload \(segment.payload) of \(span.byteCount) bytes")
                findings.expect(
                    segment.payloadLength >= segment.payload.count, "\(segment.payloadLength) payload bytes")
                findings.expect(segment.checksum != .valid || cut == 0 || span.byteCount > 0, "checksum of nothing")
            }
            findings.expect(delivered == (verdict == .tcp ? 1 : 0), "\(delivered) segments, \(verdict)")
            // A packet alone says the same again, unless fragments are put together.
            if verdict != .fragment, decoder.fragmentCounts == PacketDecoder().fragmentCounts {
                var ahead = PacketsDecodedAhead()
                var alone = PacketsDecodedAhead.blank
                ahead.prepare(packet, bytes.span.bytes, into: &alone)
                findings.expect(alone.verdict == verdict, "another verdict")
            }
        }
        decoder.finish()
        try findings.report()
    }
}
