import Packets
import RTMP
import Streams

/// A flow's first bytes, kept until it is known what the flow speaks.
struct HeldBytes {
    /// What came, in wire order.
    struct Piece {
        enum Content {
            case bytes([UInt8])
            case gap(StreamEvent.Gap)
            case ended(StreamEvent.Ending)
        }

        var side: Side
        var offset: Int
        var packet: Int
        /// Of the packet at which the piece was in order.
        var moment: Moment
        var content: Content
    }

    private(set) var pieces: [Piece] = []
    /// The beginning of each side, up to its first hole.
    private(set) var heads: [[UInt8]] = [[], []]
    private var hasHole = [false, false]
    /// Looks for chunks, where the handshake may not have been captured.
    var probe: MidstreamProbe?
    /// Captured bytes.
    private(set) var count = 0

    /// What a piece costs beside its bytes.
    private static let pieceCost = 128

    /// Bytes of memory, roughly: pieces without bytes, as in captures of headers only, are not free.
    var cost: Int { count + pieces.count * Self.pieceCost }

    /// More than a handshake comes in, sent byte by byte from both sides.
    private static let maximumPieces = 8192

    /// There are more bytes than that, or more pieces than are ever needed.
    func exceeds(_ bound: Int) -> Bool { count > bound || pieces.count > Self.maximumPieces }

    mutating func append(_ piece: Piece) {
        switch piece.content {
        case .bytes(let bytes):
            let side = Int(piece.side.rawValue)
            let room = FlowRecogniser.maximumHead - heads[side].count
            if room > 0, !hasHole[side] { heads[side].append(contentsOf: bytes.prefix(room)) }
            count += bytes.count
        case .gap:
            hasHole[Int(piece.side.rawValue)] = true
        case .ended:
            break
        }
        probe?.feed(piece)
        pieces.append(piece)
    }

    /// A hole took bytes of a side that the handshake would be told by.
    var hasEarlyHole: Bool {
        zip(heads, hasHole).contains { $0.count <= HandshakeBlock.byteCount && $1 }
    }

    /// This side broke off.
    func isReset(by side: Side) -> Bool {
        pieces.contains { piece in
            if case .ended(.reset) = piece.content { piece.side == side } else { false }
        }
    }

    /// Begins to look for chunks in what has come and what will come.
    mutating func beginProbe(options: MessageOptions) {
        guard probe == nil else { return }
        var probe = MidstreamProbe(options: options)
        for piece in pieces { probe.feed(piece) }
        self.probe = probe
    }
}
