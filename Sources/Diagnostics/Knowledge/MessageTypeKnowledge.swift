import RTMP

/// What a message type is for.
public struct MessageTypeKnowledge: Sendable {
    /// The number.
    public var type: MessageTypeID
    /// The specification's words: "Set Chunk Size".
    public var name: String
    /// A phrase.
    public var meaning: String
    /// Where it is defined.
    public var specification: String

    /// What is known of a type; `nil` for one that no public document defines.
    public static func of(_ type: MessageTypeID) -> MessageTypeKnowledge? { all.first { $0.type == type } }

    private init(_ type: MessageTypeID, _ name: String, _ meaning: String, _ specification: String) {
        self.type = type
        self.name = name
        self.meaning = meaning
        self.specification = "RTMP 1.0 § \(specification)"
    }

    /// All types that are defined, by number.
    public static let all: [MessageTypeKnowledge] = [
        MessageTypeKnowledge(
            .setChunkSize, "Set Chunk Size", "the sender cuts its messages into chunks of this size from now on",
            "5.4.1"),
        MessageTypeKnowledge(
            .abort, "Abort", "the receiver drops what it has of the unfinished message of a chunk stream", "5.4.2"),
        MessageTypeKnowledge(
            .acknowledgement, "Acknowledgement", "how many bytes the sender of this message has received so far",
            "5.4.3"),
        MessageTypeKnowledge(
            .userControl, "User Control", "events of a stream, buffer lengths, pings", "6.2 and § 7.1.7"),
        MessageTypeKnowledge(
            .windowAcknowledgementSize, "Window Acknowledgement Size",
            "the receiver is to acknowledge each time it got this many bytes", "5.4.4"),
        MessageTypeKnowledge(
            .setPeerBandwidth, "Set Peer Bandwidth",
            "the receiver is to send no more than this without an acknowledgement; it answers with its window",
            "5.4.5"),
        MessageTypeKnowledge(.audio, "Audio", "one packet of sound, or what a decoder needs to know of it", "7.1.4"),
        MessageTypeKnowledge(.video, "Video", "one picture, or what a decoder needs to know of it", "7.1.5"),
        MessageTypeKnowledge(.dataAMF3, "Data (AMF3)", "metadata and other data of a stream, in AMF3", "7.1.2"),
        MessageTypeKnowledge(
            .sharedObjectAMF3, "Shared Object (AMF3)", "changes of an object that several clients share, in AMF3",
            "7.1.3"),
        MessageTypeKnowledge(
            .commandAMF3, "Command (AMF3)", "a call or its answer; AMF0 behind a format byte", "7.1.1"),
        MessageTypeKnowledge(.dataAMF0, "Data (AMF0)", "metadata and other data of a stream", "7.1.2"),
        MessageTypeKnowledge(
            .sharedObjectAMF0, "Shared Object (AMF0)", "changes of an object that several clients share", "7.1.3"),
        MessageTypeKnowledge(.commandAMF0, "Command (AMF0)", "a call or its answer", "7.1.1"),
        MessageTypeKnowledge(.aggregate, "Aggregate", "several messages in one, each like an FLV tag", "7.1.6"),
    ]
}
