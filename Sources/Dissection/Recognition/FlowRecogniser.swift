import RTMP
import Streams

/// Tells by content, from the first bytes of either side or both, whether a flow is RTMP.
struct FlowRecogniser {
    enum Verdict {
        case undecided
        /// `client` is the side that sent C0 and C1, where the handshake tells.
        case rtmp(client: Side?)
        /// RTMP of which the handshake was not captured. `client` is the side whose messages are a client's.
        case midstream(client: Side?)
        /// Plainly something else.
        case foreign(ForeignProtocol)
        /// Not RTMP, and nothing that has a name here.
        case unknown
    }

    /// Bytes of a side's beginning that are kept to decide: a prefix, and the handshake up to C2 or S2.
    static let maximumHead = 1 + 2 * HandshakeBlock.byteCount + 1100

    /// RTMP is expected here: the port was named, is 1935, or a server that spoke RTMP before.
    var isExpected: Bool
    /// The capture may not have the first bytes of each side: one byte that looks like a C0 is then no evidence.
    var isMidstream = false

    /// - Parameter heads: The first bytes of each side, by `Side`, as far as they have come.
    func verdict(_ heads: [[UInt8]], isEnding: Bool) -> Verdict {
        let sightings = heads.map(HandshakeSighting.init)
        for (index, sighting) in sightings.enumerated() where sighting.isProven {
            let peer = sightings[1 - index]
            guard peer.isPossible || peer.isEmpty else { continue }
            let side: Side = index == 0 ? .initiator : .responder
            return .rtmp(client: Self.client(sighting, peer, side: side))
        }
        // A handshake without a digest and with version fields set is told by its echoes.
        if sightings.allSatisfy(\.isPossible), HandshakeSighting.echo(sightings[0], sightings[1]) {
            return .rtmp(client: nil)
        }
        // Remote desktop requests begin with 3 as well.
        let desktop = heads.lazy.compactMap { ForeignProtocol.recognise($0.span.bytes) }.first { $0.name == "rdp" }
        if let desktop { return .foreign(desktop) }
        if isExpected, !isMidstream, sightings.contains(where: \.isPossible),
            sightings.allSatisfy({ $0.isPossible || $0.isEmpty })
        {
            return .rtmp(client: nil)
        }
        let isHopeless = sightings.contains { !$0.isEmpty && !$0.isPossible && !$0.isTooShort }
        let isFull = heads.contains { $0.count >= Self.maximumHead }
        guard isHopeless || isFull || isEnding else { return .undecided }
        // A handshake that was broken off: 9 bytes or more with the zero field zero.
        if isEnding, !isHopeless, sightings.contains(where: { $0.isPossible && $0.hasZeroField }) {
            return .rtmp(client: nil)
        }
        for head in heads where !head.isEmpty {
            guard let foreign = ForeignProtocol.recognise(head.span.bytes, isEnded: isEnding || isFull) else {
                // It has a name, but too little of it has come.
                if !isEnding, !isFull { return .undecided }
                continue
            }
            if foreign.name != "unknown" { return .foreign(foreign) }
        }
        return .unknown
    }

    /// Which side is the client, where C1 or S1 tells by the key of its digest.
    private static func client(_ sighting: HandshakeSighting, _ peer: HandshakeSighting, side: Side) -> Side? {
        switch sighting.signer ?? peer.signer?.peer {
        case .client: side
        case .server: side.other
        case nil: nil
        }
    }
}
