import Packets
import Segments
import Testing

/// What came of one packet. Whatever is no fragment must come to the same when it is decoded alone, ahead.
struct Decoded {
    var verdict: PacketVerdict
    var segment: Segment?
    var payload: [UInt8] = []

    /// Decodes `bytes` and copies out what was delivered.
    init(
        _ bytes: [UInt8], _ linkType: LinkType = .ethernet, originalLength: Int? = nil, at time: Int64 = 0,
        with decoder: inout PacketDecoder
    ) {
        let packet = Packet(
            number: 1, time: Timestamp(nanoseconds: time), linkType: linkType,
            originalLength: originalLength ?? bytes.count)
        var delivered: Segment?
        var copy: [UInt8] = []
        verdict = decoder.decode(packet, bytes.span.bytes) { segment, bytes in
            delivered = segment
            copy = bytes.extracting(segment.payload).withUnsafeBytes { [UInt8]($0) }
        }
        segment = delivered
        payload = copy
        guard verdict != .fragment, segment?.encapsulation.wasFragmented != true, decoder.verifyChecksums else {
            return
        }
        // What was made of the packet before is written over.
        var ahead = PacketsDecodedAhead()
        var alone = PacketsDecodedAhead.blank
        ahead.prepare(packet, bytes.span.bytes, into: &alone)
        // Of a datagram that this packet completed only the whole tells what it holds.
        if alone.verdict == .fragment { return }
        #expect(alone.verdict == verdict)
        if let segment { #expect(alone.segment == segment) }
    }

    init(_ bytes: [UInt8], _ linkType: LinkType = .ethernet, originalLength: Int? = nil) {
        var decoder = PacketDecoder()
        self.init(bytes, linkType, originalLength: originalLength, with: &decoder)
    }
}
