import Packets
import RTMP

/// The handshake packets of both sides, kept until each reply has been held against the block it answers.
struct HandshakeLedger {
    private struct Entry {
        var packet: [UInt8]
        var block: HandshakeBlock
        var time: Timestamp
    }

    private var entries: [HandshakeRole: Entry] = [:]
    private var versions: [HandshakeRole: HandshakeVersion] = [:]
    private var replies = 0

    /// S0.
    var serverVersion: HandshakeVersion? { versions[.server] }

    /// Judges a part; blocks that came before it on either side are what it is held against.
    mutating func read(_ part: HandshakePart, from role: HandshakeRole, at time: Timestamp) -> HandshakeEvent {
        var event = HandshakeEvent(part: part, role: role)
        if let version = part.version { versions[role] = version }
        if let packet = part.block, part.missing == 0 {
            event.block = HandshakeBlock(packet, from: role, answering: entries[role.peer]?.packet)
            if let block = event.block { entries[role] = Entry(packet: packet, block: block, time: time) }
        }
        if let packet = part.reply {
            let answered = entries[role.peer]
            if part.missing == 0 {
                event.reply = HandshakeReply(
                    packet, from: role, answering: answered?.packet, digest: answered?.block.digest,
                    version: versions[.server] ?? versions[.client] ?? .plain, own: entries[role]?.packet)
                event.roundTrip = answered.map { max(time.since($0.time), 0) }
            }
            replies += 1
            // Both replies are in: nothing more will be compared.
            if replies == 2 { entries = [:] }
        }
        return event
    }
}
