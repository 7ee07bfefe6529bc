/// What has come of one direction's handshake and was not told yet.
struct HandshakeProgress {
    var gathered: [UInt8] = []
    var part = HandshakePart()
    /// Nothing of the part has come.
    var isFresh = true
}
