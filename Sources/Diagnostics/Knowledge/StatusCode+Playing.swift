// What is said to players.
extension StatusCode {
    static let playing: [StatusCode] = [
        StatusCode(
            "NetStream.Play.Reset", .status, .streamStatus, "the playlist was emptied for this play",
            "Nothing to do: it comes before Play.Start where play was asked for with reset."),
        StatusCode(
            "NetStream.Play.Start", .status, .streamStatus, "play accepted",
            "Expect metadata, sequence headers and media. Where none come, nobody publishes the stream yet: many servers "
                + "accept play of a name that does not exist."),
        StatusCode(
            "NetStream.Play.Stop", .status, .streamStatus, "playing ended, by request or at the stream's end",
            "Play out what is buffered."),
        StatusCode(
            "NetStream.Play.Complete", .status, .playStatus, "all of the stream was sent",
            "Play out what is buffered; the stream ends when that is empty."),
        StatusCode(
            "NetStream.Play.Switch", .status, .playStatus, "the next stream of the playlist begins",
            "Expect new sequence headers."),
        StatusCode(
            "NetStream.Play.Transition", .status, .streamStatus, "the server changes to another stream, as play2 asked",
            "Go on; TransitionComplete says when the new stream is the one that is sent."),
        StatusCode(
            "NetStream.Play.TransitionComplete", .status, .playStatus, "the change of stream has reached the player",
            "Nothing to do."),
        StatusCode(
            "NetStream.Play.PublishNotify", .status, .streamStatus, "the stream's publisher came",
            "Expect sequence headers and media; players that gave up may play again."),
        StatusCode(
            "NetStream.Play.UnpublishNotify", .status, .streamStatus, "the stream's publisher went",
            "Wait for PublishNotify, or stop. On the server's side look at why the publisher went."),
        StatusCode(
            "NetStream.Play.Failed", .error, .streamStatus, "playing failed, for a reason that has no other code",
            "Read the description and the server's log; often the player lacks permission."),
        StatusCode(
            "NetStream.Play.StreamNotFound", .error, .streamStatus, "there is no stream of this name",
            "Compare application and stream name with the publisher's, letter by letter, without the extension, and "
                + "whether it is published now."),
        StatusCode(
            "NetStream.Play.FileStructureInvalid", .error, .streamStatus,
            "the MP4 file is broken or of an unknown kind",
            "Put the file through a tool that writes its index anew."),
        StatusCode(
            "NetStream.Play.NoSupportedTrackFound", .error, .streamStatus, "the file has no track that can be played",
            "Look at the file's codecs."),
        StatusCode(
            "NetStream.Play.InsufficientBW", .warning, .streamStatus, "the client's line is slower than the stream",
            "Play a lower rate. TCP's retransmissions and window say whether it is the line or the player."),
        StatusCode("NetStream.Pause.Notify", .status, .streamStatus, "paused", "Nothing to do: it answers pause."),
        StatusCode(
            "NetStream.Unpause.Notify", .status, .streamStatus, "playing again",
            "Nothing to do: it answers pause with false; timestamps may jump here."),
        StatusCode(
            "NetStream.Seek.Notify", .status, .streamStatus, "seek accepted",
            "Empty the buffer: what follows begins at a key frame near the time that was asked for. It also answers "
                + "receiveAudio and receiveVideo with true."),
        StatusCode("NetStream.Seek.Complete", .status, .local, "seek done", "Nothing to do."),
        StatusCode(
            "NetStream.Seek.Failed", .error, .streamStatus, "the stream cannot be sought in",
            "Live streams and files without an index cannot."),
        StatusCode(
            "NetStream.Seek.InvalidTime", .error, .streamStatus, "there is nothing at that time, or not yet",
            "Seek to the time that the info object names in its details."),
        StatusCode("NetStream.SeekStart.Notify", .status, .local, "a seek begins", "Nothing to do."),
        StatusCode("NetStream.Step.Notify", .status, .local, "stepped by single frames", "Nothing to do."),
        StatusCode(
            "NetStream.Data.Start", .status, .dataStatus, "data messages of the stream follow",
            "Nothing to do: Adobe's servers send it before onMetaData."),
        StatusCode(
            "NetStream.Buffer.Empty", .status, .local, "the player's buffer ran empty",
            "Data come too slowly: compare the stream's bit rate with what arrives."),
        StatusCode(
            "NetStream.Buffer.Full", .status, .local, "the player's buffer is full, playing begins", "Nothing to do."),
        StatusCode(
            "NetStream.Buffer.Flush", .status, .local, "no more data comes, the buffer is played out", "Nothing to do."),
    ]
}
