import Dissection
import Fields
import RTMP

/// Bytes 4 to 7 of C1 or S1 used for something of one's own.
struct HandshakeVersionField: Rule {
    static let id = "handshake-version-field"
    static let severity = Severity.note
    static let title = "Bytes 4 to 7 of C1 or S1 are neither zero nor the version that belongs to a digest"
    static let interests: EventInterests = .handshake
    static let explanation = Explanation(
        meaning: """
            By the specification the second field of C1 and S1 is zero; Adobe's programs put a version there when a \
            digest follows. Here it holds the peer's time, or it is zero although there is a digest.
            """,
        consequence: """
            Receivers that choose the kind of handshake by this field choose wrong: they look for a digest in a \
            plain block, or miss the one that is there, and reject what follows.
            """,
        specification: "RTMP 1.0 § 5.2.3",
        fix: "Zero for a simple block; a version of Flash Player or Flash Media Server for one with a digest.",
        tolerance: "Decide by looking for a valid digest, not by this field.",
        references: [
            "https://github.com/KallDrexx/rust-media-libs/issues/4", "https://github.com/ossrs/srs/issues/3208",
        ])

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard case .handshake(let handshake) = event.body, let block = handshake.block else { return }
        let name = block.role == .client ? "C1" : "S1"
        let data = [Field("peer_version", .integer(Int(block.peerVersion)))]
        if block.hidesDigest {
            report(
                Finding(
                    Self.self, at: event,
                    "\(name) has a valid digest but version 0.0.0.0, so that most receivers will not look for it",
                    data: data))
        } else if block.carriesPeerTime == true, block.digest == nil {
            report(
                Finding(
                    Self.self, at: event,
                    "\(name) holds the peer's time (\(block.peerVersion)) where zero belongs", data: data))
        }
    }
}
