import Dissection
import RTMP

/// Who owes which bytes of a handshake that was not completed.
struct HandshakeDebt: Sendable {
    var debtor: Direction
    /// "the rest of C0 and C1", "S2".
    var part: String
    /// Handshake bytes sent, of `whole`.
    var client: Int
    var server: Int

    /// C0, C1 and C2, or S0, S1 and S2.
    static let whole = 1 + 2 * HandshakeBlock.byteCount

    /// Nanoseconds: a capture that ends this soon proves no stall.
    let patience: Int64 = 2_000_000_000

    /// - Returns: `nil` where the handshake was completed, or bytes of it may be missing from the capture.
    init?(_ end: FlowEnd) {
        guard end.directions.count == 2,
            !end.directions.allSatisfy(\.handshakeComplete), end.directions.allSatisfy({ $0.missingBytes == 0 })
        else { return nil }
        client = min(end.directions[0].bytes, Self.whole)
        server = min(end.directions[1].bytes, Self.whole)
        // S0 and S1 may wait for C1, C2 for S1, S2 for nothing but C1.
        (debtor, part) =
            client < 1537
            ? (.clientToServer, "the rest of C0 and C1")
            : server < 1537
                ? (.serverToClient, "S0 and S1") : client < Self.whole ? (.clientToServer, "C2") : (.serverToClient, "S2")
    }

    /// "client 1537 and server 0 of 3073 bytes sent, the server owed S0 and S1".
    var text: String {
        "client \(client) and server \(server) of \(Self.whole) handshake bytes sent: the \(debtor.sender) owed \(part)"
    }
}
