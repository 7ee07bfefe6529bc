import RTMP

/// Handshake packets of one side with what they mean beside those of the other.
public struct HandshakeEvent: Sendable {
    public var part: HandshakePart
    /// C1 or S1, where the part has all of it.
    public var block: HandshakeBlock?
    /// C2 or S2, judged against the block it answers.
    public var reply: HandshakeReply?
    /// Nanoseconds from the peer's block to this reply, as the capture saw them.
    public var roundTrip: Int64?
    public var role: HandshakeRole

    /// `C0C1`, `S0S1S2`, `C2` and so on, as far as the part goes.
    public var name: String {
        let side = role == .client ? "C" : "S"
        var names: [String] = []
        if part.version != nil { names.append("\(side)0") }
        if part.block != nil { names.append("\(side)1") }
        if part.reply != nil { names.append("\(side)2") }
        return names.joined()
    }
}
