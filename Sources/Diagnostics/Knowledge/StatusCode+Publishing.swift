// What is said to publishers, and of recordings.
extension StatusCode {
    static let publishing: [StatusCode] = [
        StatusCode(
            "NetStream.Publish.Start", .status, .streamStatus, "publish accepted",
            "Send metadata, sequence headers and media now. Some servers say so before they have checked the key, and "
                + "close a moment later."),
        StatusCode(
            "NetStream.Publish.BadName", .error, .streamStatus,
            "the name is published already, or is not allowed",
            "After a broken connection the old publisher may still hold the name: wait for the server's timeout, or send "
                + "releaseStream first. Otherwise check the stream key."),
        StatusCode(
            "NetStream.Publish.Idle", .status, .streamStatus, "the publisher has sent nothing for some time",
            "Look at the encoder, and at TCP: a closed window means that the server does not read."),
        StatusCode(
            "NetStream.Unpublish.Success", .status, .streamStatus, "the stream is not published any more",
            "Nothing to do: it answers FCUnpublish, closeStream or deleteStream. In the midst of a stream it means that "
                + "the server ended it."),
        StatusCode(
            "NetStream.Record.Start", .status, .streamStatus, "recording began",
            "Nothing to do: publish was asked for with \"record\" or \"append\"."),
        StatusCode("NetStream.Record.Stop", .status, .streamStatus, "recording ended", "Nothing to do."),
        StatusCode(
            "NetStream.Record.AlreadyExists", .status, .streamStatus,
            "a recording of this name exists and is written by somebody else",
            "Publish under another name, or close the other recorder."),
        StatusCode(
            "NetStream.Record.NoAccess", .error, .streamStatus,
            "recording is not permitted, or the file is read only",
            "Look at the server's folder and its permissions, and at who has the file open."),
        StatusCode(
            "NetStream.Record.Failed", .error, .streamStatus, "recording failed",
            "Read the description; look at the server's disk and log. The live stream may go on."),
        StatusCode(
            "NetStream.Record.DiskQuotaExceeded", .error, .streamStatus, "no room is left for the recording",
            "Make room on the server's disk, or raise the quota."),
    ]
}
