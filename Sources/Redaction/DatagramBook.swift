import Segments

/// What is to become of IP datagrams in fragments: none of their packets says by itself what its bytes are.
struct DatagramBook {
    private struct Piece {
        var packet: Int
        var offset: Int
        var bytes: [UInt8]
    }

    /// There are fragments.
    var isNeeded = false
    /// Of datagrams that are not complete, by what their fragments have in common.
    private var waiting: [Int: [Piece]] = [:]
    /// By the packet's number.
    private var done: [Int: [UInt8]] = [:]
    private var held = 0

    /// Bytes of fragments that are remembered; later ones are blanked.
    private static let maximumHeld = 1 << 26

    mutating func note(_ fragment: PacketAnatomy.Fragment, packet: Int, _ bytes: [UInt8]) {
        guard held + bytes.count + 64 <= Self.maximumHeld else { return }
        held += bytes.count + 64
        waiting[fragment.datagram, default: []].append(Piece(packet: packet, offset: fragment.offset, bytes: bytes))
    }

    /// The datagram is there: its fragments, also those that came twice, become pieces of what it is to be.
    mutating func complete(_ datagram: Int, original: [UInt8], redacted: [UInt8]) {
        for piece in waiting.removeValue(forKey: datagram) ?? [] {
            let range = piece.offset..<piece.offset + piece.bytes.count
            guard range.upperBound <= original.count, original[range].elementsEqual(piece.bytes) else { continue }
            done[piece.packet] = Array(redacted[range])
        }
    }

    /// Nothing more comes.
    mutating func seal() { waiting = [:] }

    func piece(_ packet: Int, count: Int) -> [UInt8]? {
        guard let piece = done[packet], piece.count == count else { return nil }
        return piece
    }
}
