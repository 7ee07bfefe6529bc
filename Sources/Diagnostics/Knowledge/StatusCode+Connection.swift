// Adobe's NetStatusEvent tables, Enhanced RTMP, and what servers send beyond them: the connection.
extension StatusCode {
    static let connection: [StatusCode] = [
        StatusCode(
            "NetConnection.Connect.Success", .status, .connectAnswer, "connected",
            "Go on with createStream. The properties beside it name the server (fmsVer), and with Enhanced RTMP what it "
                + "can do."),
        StatusCode(
            "NetConnection.Connect.Rejected", .error, .connectAnswer,
            "no permission to connect: a login is wanted, the application or the key is refused, or ex.redirect names "
                + "another server",
            "Read the description: authmod=adobe or authmod=llnw asks for a login, ex.code 302 for a connect to "
                + "ex.redirect. Otherwise check application name, key and the server's access lists."),
        StatusCode(
            "NetConnection.Connect.InvalidApp", .error, .connectAnswer, "there is no application of this name",
            "Compare app and tcUrl with the server's configuration: the application is the first part of the path, the "
                + "rest belongs to the stream name."),
        StatusCode(
            "NetConnection.Connect.Failed", .error, .connectAnswer, "the attempt to connect failed",
            "Read the description and the server's log. Client libraries also report it when TCP or the handshake "
                + "failed, without any message on the wire."),
        StatusCode(
            "NetConnection.Connect.Closed", .status, .connectionStatus, "the connection was closed normally",
            "Nothing to do. Client libraries report it for every end of a connection, so look at FIN and RST for who "
                + "ended it."),
        StatusCode(
            "NetConnection.Connect.AppShutdown", .error, .connectionStatus,
            "the application or the server is shutting down",
            "Connect again later, or to another server."),
        StatusCode(
            "NetConnection.Connect.IdleTimeout", .status, .connectionStatus,
            "closed because nothing was done with the connection",
            "Publish or play soon after connect, or raise the server's idle time."),
        StatusCode(
            "NetConnection.Connect.NetworkChange", .status, .local, "a network interface changed",
            "Connections of the old interface will fail: connect again."),
        StatusCode(
            "NetConnection.Connect.ReconnectRequest", .status, .connectionStatus,
            "Enhanced RTMP: the client is asked to connect again, to tcUrl where one is given",
            "Open the new connection, switch at a key frame, then close this one. tcUrl may be relative to the old one. "
                + "Only clients with bit 1 of capsEx expect it."),
        StatusCode(
            "NetConnection.Call.Failed", .error, .callAnswer, "the server has no such method, or it failed",
            "Harmless for releaseStream, FCPublish, getStreamLength, _checkbw and other calls that not every server "
                + "knows. For a call of the application, look at the server's script."),
        StatusCode(
            "NetConnection.Call.BadVersion", .error, .callAnswer,
            "the encoding of the call is not one the server knows",
            "Send AMF0 commands (type 20), and objectEncoding 0 in connect."),
        StatusCode(
            "NetConnection.Call.Prohibited", .error, .callAnswer, "the call is not allowed for security reasons",
            "Look at the server's rules for who may call this method."),
        StatusCode(
            "NetConnection.Proxy.NotResponding", .error, .connectAnswer, "a proxy between the two does not answer",
            "Look at the proxy, or go around it."),
        StatusCode(
            "NetConnection.Shutdown.Notify", .status, .connectionStatus, "the server is about to shut this connection",
            "Finish what is under way, and connect again later."),
        StatusCode(
            "NetConnection.AddressChange.Notify", .status, .connectionStatus, "RTMFP: the peer's address changed",
            "Nothing to do: the session goes on at the new address."),
        StatusCode(
            "NetConnection.ConnectivityCheck.Results", .status, .connectionStatus,
            "RTMFP: whether UDP from outside reaches the client",
            "Nothing to do; the info object says which kinds of traffic came through."),
        StatusCode(
            "Application.Script.Error", .error, .connectionStatus, "a script of the server failed",
            "Look at the server's log for the script's error."),
        StatusCode(
            "Application.Shutdown", .status, .connectionStatus, "the application is shutting down",
            "Connect again later."),
    ]
}
