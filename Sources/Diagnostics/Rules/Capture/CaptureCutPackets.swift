import Dissection
import Fields

/// Packets that were cut at the snap length.
struct CaptureCutPackets: Rule {
    static let id = "capture-cut-packets"
    static let severity = Severity.warning
    static let title = "Packets were captured only in part"
    static let interests: EventInterests = .capture
    static let scope = RuleScope.capture
    static let explanation = Explanation(
        meaning: "The program that captured kept only the first bytes of each packet (its snap length).",
        consequence: """
            Payload is missing from every long packet: with 96 or 128 bytes there is no RTMP left to read, only \
            headers and acknowledgements.
            """,
        specification: "none",
        fix: "Capture whole packets: tcpdump -s 0, dumpcap without -s.",
        tolerance: "Read what is there, and count the rest as missing.",
        references: ["https://github.com/bluenviron/mediamtx/issues/2938"])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .capture(.packetsCut(let captured, let length, let snapLength, let port)) = event.body else {
            return
        }
        let what =
            captured < Self.aChunk
            ? "only headers were captured: packet \(event.lastPacket) has \(captured) of its \(length) bytes of payload"
            : "packets were cut at \(snapLength) bytes, packet \(event.lastPacket) first"
        report(
            Finding(
                Self.self, at: event,
                "\(what); whole packets come with: tcpdump -i any -s 0 -w capture.pcap 'tcp port \(port)'",
                data: [
                    Field("captured", .integer(captured)), Field("length", .integer(length)),
                    Field("snapshot_length", .integer(snapLength)),
                ]))
    }

    /// Bytes of payload in which there is little to read.
    private static let aChunk = 128
}
