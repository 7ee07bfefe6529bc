import Packets
import RTMP

/// The handshake packets of both sides, kept until each reply has been held against the block it answers.
struct HandshakeLedger {
    private struct Entry {
        var packet: [UInt8]
        var block: HandshakeBlock
        var time: Timestamp
    }

    /// At most one of each role. A list: a flow that is past its handshake should not have room for them.
    private var entries: [(role: HandshakeRole, entry: Entry)] = []
    private var clientVersion: HandshakeVersion?
    private var replies: UInt8 = 0

    /// S0.
    private(set) var serverVersion: HandshakeVersion?

    /// Judges a part; blocks that came before it on either side are what it is held against.
    mutating func read(_ part: HandshakePart, from role: HandshakeRole, at time: Timestamp) -> HandshakeEvent {
        var event = HandshakeEvent(part: part, role: role)
        if let version = part.version {
            if role == .server { serverVersion = version } else { clientVersion = version }
        }
        if let packet = part.block, part.missing == 0 {
            event.block = HandshakeBlock(packet, from: role, answering: entry(role.peer)?.packet)
            if let block = event.block {
                entries.removeAll { $0.role == role }
                entries.append((role, Entry(packet: packet, block: block, time: time)))
            }
        }
        if let packet = part.reply {
            let answered = entry(role.peer)
            if part.missing == 0 {
                event.reply = HandshakeReply(
                    packet, from: role, answering: answered?.packet, digest: answered?.block.digest,
                    version: serverVersion ?? clientVersion ?? .plain, own: entry(role)?.packet)
                event.roundTrip = answered.map { max(time.since($0.time), 0) }
            }
            replies += 1
            // Both replies are in: nothing more will be compared.
            if replies == 2 { entries = [] }
        }
        return event
    }

    private func entry(_ role: HandshakeRole) -> Entry? { entries.first { $0.role == role }?.entry }
}
