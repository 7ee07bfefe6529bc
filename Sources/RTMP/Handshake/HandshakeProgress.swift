/// What has come of one direction's handshake and was not told yet, and what is known of it behind its end, where the
/// direction is enciphered.
struct HandshakeProgress {
    var gathered: [UInt8] = []
    var part = HandshakePart()
    /// Nothing of the part has come.
    var isFresh = true
    /// C0 or S0, as far as it has come.
    var version: HandshakeVersion?
    /// Passed over behind the handshake.
    var encryptedBytes = 0
}
