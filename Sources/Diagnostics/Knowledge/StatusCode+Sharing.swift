// Groups and shared objects.
extension StatusCode {
    static let sharing: [StatusCode] =
        [
            StatusCode("NetGroup.Connect.Success", .status, .connectionStatus, "joined a group", "Nothing to do."),
            StatusCode(
                "NetGroup.Connect.Failed", .error, .connectionStatus, "could not join a group",
                "Check the group specifier, and that RTMFP reaches the server."),
            StatusCode(
                "NetGroup.Connect.Rejected", .error, .connectionStatus, "not allowed to join a group",
                "Look at the group's and the server's rules."),
        ] + groups + sharedObjects

    private static let groups: [StatusCode] = [
        ("Neighbor.Connect", "a neighbour came"),
        ("Neighbor.Disconnect", "a neighbour went"),
        ("LocalCoverage.Notify", "the part of the group that this member covers changed"),
        ("MulticastStream.PublishNotify", "a stream is published in the group"),
        ("MulticastStream.UnpublishNotify", "a stream of the group ended"),
        ("Posting.Notify", "a message was posted to the group"),
        ("SendTo.Notify", "a message for this member came"),
        ("Replication.Request", "a neighbour wants an object"),
        ("Replication.Fetch.Result", "an object came"),
        ("Replication.Fetch.SendNotify", "an object is about to be asked for"),
        ("Replication.Fetch.Failed", "an object could not be had"),
    ].map { StatusCode("NetGroup.\($0)", .status, .local, $1, "Nothing to do: news of an RTMFP group.") }

    private static let sharedObjects: [StatusCode] = [
        StatusCode(
            "SharedObject.BadPersistence", .error, .sharedObject,
            "asked for as temporary, but it is persistent, or the other way round",
            "Use the flags with which the object was made first."),
        StatusCode(
            "SharedObject.UriMismatch", .error, .local, "another domain or path than the connection's",
            "Use the object through a connection to its own application."),
        StatusCode(
            "SharedObject.NoReadAccess", .error, .sharedObject, "no permission to read the object",
            "Look at the application's rules (readAccess)."),
        StatusCode(
            "SharedObject.NoWriteAccess", .error, .sharedObject, "no permission to change the object",
            "Look at the application's rules (writeAccess)."),
        StatusCode(
            "SharedObject.ObjectCreationFailed", .error, .sharedObject, "the object could not be made",
            "Look at the server's storage and its log."),
        StatusCode(
            "SharedObject.InvalidName", .error, .sharedObject, "the name is not allowed",
            "Use a name without empty parts, slashes at its ends, or characters that file names do not have."),
        StatusCode("SharedObject.Flush.Success", .status, .local, "saved", "Nothing to do."),
        StatusCode(
            "SharedObject.Flush.Failed", .error, .local, "could not be saved", "Look at the room on the client's disk."),
    ]
}
