import Packets
import Segments

/// What came of one packet.
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
    }

    init(_ bytes: [UInt8], _ linkType: LinkType = .ethernet, originalLength: Int? = nil) {
        var decoder = PacketDecoder()
        self.init(bytes, linkType, originalLength: originalLength, with: &decoder)
    }
}
