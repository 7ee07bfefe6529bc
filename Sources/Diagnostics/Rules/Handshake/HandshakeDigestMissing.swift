import Dissection
import Fields
import RTMP

/// A version field that promises a digest, and no digest.
struct HandshakeDigestMissing: Rule {
    static let id = "handshake-digest-missing"
    static let severity = Severity.note
    static let title = "C1 or S1 gives a version but carries no valid digest"
    static let interests: EventInterests = .handshake
    static let explanation = Explanation(
        meaning: """
            Bytes 4 to 7 of C1 or S1 hold a version number, which since Flash Player 9 announces a digest \
            (HMAC-SHA256) at one of two computed places. At neither place is there one that fits.
            """,
        consequence: """
            Servers that look for the digest log something like "digest not found" and fall back to the simple \
            handshake; receivers that go by the version alone answer with a signature of nothing, or give up. Old \
            Flash players then refuse H.264 playback.
            """,
        specification: "RTMP 1.0 § 5.2.3 (bytes 4 to 7 must be zero); the digest is in no public specification",
        fix: "Send zero in bytes 4 to 7 with a simple handshake, or compute the digest over the other 1504 bytes.",
        tolerance: "Try both digest places; if neither fits, go on with the simple handshake and echo the block.",
        references: [
            "https://github.com/harlanc/xiu/issues/39", "https://github.com/arut/nginx-rtmp-module/issues/246",
        ])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .handshake(let handshake) = event.body, let block = handshake.block, block.looksComplex else {
            return
        }
        let name = block.role == .client ? "C1" : "S1"
        report(
            Finding(
                Self.self, at: event,
                "\(name) gives version \(block.peerVersionText), but no digest fits at either of the two places",
                data: [Field("peer_version", .text(block.peerVersionText))]))
    }
}
