// What is said of streams whoever uses them.
extension StatusCode {
    static let streams: [StatusCode] = [
        StatusCode(
            "NetStream.Failed", .error, .streamStatus, "an error for which there is no other code",
            "Read the description and the server's log."),
        StatusCode(
            "NetStream.Connect.Success", .status, .connectionStatus, "a peer-to-peer stream is connected",
            "Nothing to do."),
        StatusCode(
            "NetStream.Connect.Closed", .status, .connectionStatus, "a peer-to-peer stream was closed", "Nothing to do."
        ),
        StatusCode(
            "NetStream.Connect.Failed", .error, .connectionStatus, "a peer-to-peer stream could not be connected",
            "The two peers cannot reach each other over UDP: go through the server."),
        StatusCode(
            "NetStream.Connect.Rejected", .error, .connectionStatus, "the peer refused a peer-to-peer stream",
            "Look at what the publishing peer answers in onPeerConnect."),
        StatusCode(
            "NetStream.Video.DimensionChange", .status, .local, "the picture's size changed",
            "Nothing to do, if the encoder meant it."),
        StatusCode(
            "NetStream.DRM.UpdateNeeded", .status, .local, "the module for protected content must be renewed",
            "Update the player."),
        StatusCode(
            "NetStream.MulticastStream.Reset", .status, .local,
            "the multicast subscription changed to another publisher",
            "Nothing to do."),
        StatusCode(
            "NetStream.Authenticate.UsherToken", .status, .clientCommand,
            "Justin.tv and the old Twitch: a token for the stream that will be played",
            "Of no use with today's servers, which ignore it or answer with an _error."),
    ]
}
