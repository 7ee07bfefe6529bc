/// Why a flow ended, as far as the capture tells.
///
/// The raw values are part of the JSON contract and never change.
public enum EndingReason: String, CaseIterable, Sendable {
    /// The client closed its stream with FCUnpublish, deleteStream or closeStream.
    case clientFinished = "client_finished"
    /// A publisher closed the connection without closing its stream.
    case encoderStopped = "encoder_stopped"
    /// A player closed the connection while its stream ran.
    case playerStopped = "player_stopped"
    /// The client closed the connection, and neither published nor played.
    case clientLeft = "client_left"
    /// The client closed the connection for want of an answer or of media.
    case clientGaveUp = "client_gave_up"
    /// The server said that the stream is over.
    case streamEnded = "stream_ended"
    /// The server did not like the stream's key, or seems not to have.
    case rejectedKey = "rejected_key"
    /// The server wants a login.
    case authenticationNeeded = "authentication_needed"
    /// The server refused a login.
    case authenticationFailed = "authentication_failed"
    /// Somebody publishes under this name already, or the server does not allow it.
    case nameInUse = "name_in_use"
    /// There is nothing to play under this name.
    case streamNotFound = "stream_not_found"
    /// The server has no such application, or seems not to have.
    case wrongApp = "wrong_app"
    /// The server refused a call for another reason.
    case refused
    /// The server failed, or is going down, and said so.
    case serverError = "server_error"
    /// The server sent the client elsewhere.
    case redirected
    /// The handshake was not completed.
    case handshakeStalled = "handshake_stalled"
    /// One side sent what is no RTMP, and the other closed.
    case protocolError = "protocol_error"
    /// The server closed while a very large message was on its way.
    case messageTooLarge = "message_too_large"
    /// Bytes were sent again and again, and never acknowledged.
    case networkStall = "network_stall"
    /// One side did not read what it was sent.
    case receiverStall = "receiver_stall"
    /// One side closed because the other had been silent.
    case idleTimeout = "idle_timeout"
    /// One side broke off (RST) while the stream ran.
    case reset
    /// The server closed the connection and did not say why.
    case serverClosed = "server_closed"
    /// It did not speak RTMP.
    case notRTMP = "not_rtmp"
    /// It speaks RTMP in a wrapping that is not decoded.
    case notDecoded = "not_decoded"
    /// No packet came for longer than the idle time.
    case silent
    /// A new connection between the same ports began.
    case portsReused = "ports_reused"
    /// Too many flows were open at once.
    case putAside = "put_aside"
    /// The capture ended while the flow was open.
    case captureEnded = "capture_ended"
    /// The capture does not show it.
    case unknown
}
