import RTMP

/// What an event of a user control message says.
public struct UserControlKnowledge: Sendable {
    /// The number.
    public var event: UserControl.Event
    /// Who sends it: "server", "client" or "both".
    public var sender: String
    /// A phrase.
    public var meaning: String

    /// The specification's word; the number where it has none.
    public var name: String { event.name ?? "\(event.rawValue)" }

    /// What is known of an event; `nil` for one that no public document defines.
    public static func of(_ event: UserControl.Event) -> UserControlKnowledge? { all.first { $0.event == event } }

    private init(_ event: UserControl.Event, _ sender: String, _ meaning: String) {
        self.event = event
        self.sender = sender
        self.meaning = meaning
    }

    /// All events that are known, by number.
    public static let all: [UserControlKnowledge] = [
        UserControlKnowledge(.streamBegin, "server", "the stream is ready; stream 0 stands for the connection itself"),
        UserControlKnowledge(.streamEOF, "server", "all that was asked for of the stream has been sent"),
        UserControlKnowledge(.streamDry, "server", "there is no more data of the stream for now"),
        UserControlKnowledge(.setBufferLength, "client", "how many ms of the stream the player buffers"),
        UserControlKnowledge(.streamIsRecorded, "server", "the stream is a recording, not live"),
        UserControlKnowledge(.pingRequest, "server", "the peer is to send a PingResponse with the same timestamp"),
        UserControlKnowledge(.pingResponse, "client", "the answer to PingRequest, with its timestamp"),
        UserControlKnowledge(.swfVerifyRequest, "server", "the player is to prove which SWF file it plays"),
        UserControlKnowledge(.swfVerifyResponse, "client", "size and HMAC of the SWF file, keyed by the handshake"),
        UserControlKnowledge(.bufferEmpty, "server", "the buffer of a recorded stream is empty: pause sending is over"),
        UserControlKnowledge(.bufferReady, "server", "the buffer of a recorded stream has been filled"),
        UserControlKnowledge(.flowSynchronization, "both", "RTMFP: flows of one stream begin together at this mark"),
        UserControlKnowledge(.setKeepaliveTimers, "server", "RTMFP: how often to send keep-alives to server and peers"),
    ]
}
