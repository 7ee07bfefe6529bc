import RTMP

/// What an event of a user control message says, how it looks on the wire, and what goes wrong with it.
public struct UserControlKnowledge: Sendable {
    /// The number.
    public var event: UserControl.Event
    /// Who sends it: "server", "client" or "both".
    public var sender: String
    /// A phrase.
    public var meaning: String
    /// What stands behind the event's number.
    public var payload: String
    /// When it is sent, and what to look at when it goes wrong.
    public var practice: String

    /// The specification's word; the number where it has none.
    public var name: String { event.name ?? "\(event.rawValue)" }

    /// Where it is defined.
    public var specification: String {
        switch event.rawValue {
        case 0...7: "RTMP 1.0 § 7.1.7"
        case 34, 41: "RFC 7425 § 5.3.5"
        default: "none: Adobe's servers and players, as librtmp knows them"
        }
    }

    /// What is known of an event; `nil` for one that no public document defines.
    public static func of(_ event: UserControl.Event) -> UserControlKnowledge? { all.first { $0.event == event } }

    private init(
        _ event: UserControl.Event, _ sender: String, _ meaning: String, payload: String = Self.stream,
        _ practice: String
    ) {
        self.event = event
        self.sender = sender
        self.meaning = meaning
        self.payload = payload
        self.practice = practice
    }

    private static let stream = "32 bits: the message stream's id."
    private static let timestamp = "32 bits: ms of the clock of the side that asked."

    /// All events that are known, by number.
    public static let all: [UserControlKnowledge] = [
        UserControlKnowledge(
            .streamBegin, "server", "the stream is ready; stream 0 stands for the connection itself",
            "With id 0 after connect, with the stream's id before NetStream.Play.Start. Some players wait for it."),
        UserControlKnowledge(
            .streamEOF, "server", "all that was asked for of the stream has been sent",
            "At the end of a recording or when a live publisher went; SRS also sends it when a player pauses. The player "
                + "plays out its buffer."),
        UserControlKnowledge(
            .streamDry, "server", "there is no more data of the stream for now",
            "The live publisher sends nothing. The stream has not ended."),
        UserControlKnowledge(
            .setBufferLength, "client", "how many ms of the stream the player buffers",
            payload: "32 bits: the message stream's id; 32 bits: ms.",
            "Before or behind play. Servers of recordings send that much ahead of time: librtmp asks for ten hours, so "
                + "that a download is as fast as the line."),
        UserControlKnowledge(
            .streamIsRecorded, "server", "the stream is a recording, not live",
            "Before NetStream.Play.Start of a file. Players may seek in it."),
        UserControlKnowledge(
            .pingRequest, "server", "the peer is to send a PingResponse with the same timestamp", payload: timestamp,
            "Servers send it every few seconds or minutes; clients may. A server that gets no answer closes: nginx-rtmp "
                + "after ping_timeout."),
        UserControlKnowledge(
            .pingResponse, "client", "the answer to PingRequest, with its timestamp", payload: timestamp,
            "At once; the time between the two is the round trip. The timestamp must be that of the request."),
        UserControlKnowledge(
            .swfVerifyRequest, "server", "the player is to prove which SWF file it plays",
            payload: "A byte, 1.",
            "Adobe's servers and Wowza, where SWF verification is on. A client that does not answer is thrown out after "
                + "about two minutes."),
        UserControlKnowledge(
            .swfVerifyResponse, "client", "size and HMAC of the SWF file, keyed by the handshake",
            payload:
                "01 01, 32 bits of size twice, 32 bytes of HMAC-SHA256 of the file's hash, keyed by the last 32 bytes "
                + "of S1.",
            "The size is that of the uncompressed file. A wrong one is answered by closing."),
        UserControlKnowledge(
            .bufferEmpty, "server", "what the server had buffered of a recording has been sent",
            "Adobe's servers, when a client reads faster than it plays. librtmp then pauses and unpauses to get more."),
        UserControlKnowledge(
            .bufferReady, "server", "the buffer of a recorded stream is filled again",
            "Behind BufferEmpty: the server goes on sending."),
        UserControlKnowledge(
            .flowSynchronization, "both", "RTMFP: flows of one stream begin together at this mark",
            payload: "32 bits: the mark's id; 32 bits: the number of flows.",
            "Only in RTMFP, where audio, video and data have flows of their own. In RTMP it means nothing."),
        UserControlKnowledge(
            .setKeepaliveTimers, "server", "RTMFP: how often to send keep-alives to server and peers",
            payload: "32 bits: ms towards the server; 32 bits: ms towards peers.",
            "Only in RTMFP. In RTMP it means nothing."),
    ]
}
