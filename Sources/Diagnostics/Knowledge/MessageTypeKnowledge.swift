import RTMP

/// What a message type is for, how it looks on the wire, and what goes wrong with it.
public struct MessageTypeKnowledge: Sendable {
    /// The number.
    public var type: MessageTypeID
    /// The specification's words: "Set Chunk Size".
    public var name: String
    /// A phrase.
    public var meaning: String
    /// The layout of the payload, in a sentence.
    public var payload: String
    /// Who sends it when, and what to look at when it goes wrong.
    public var practice: String
    /// Where it is defined.
    public var specification: String

    /// What is known of a type; `nil` for one that no public document defines.
    public static func of(_ type: MessageTypeID) -> MessageTypeKnowledge? { all.first { $0.type == type } }

    private init(
        _ type: MessageTypeID, _ name: String, _ section: String, _ meaning: String, payload: String, practice: String
    ) {
        self.type = type
        self.name = name
        self.meaning = meaning
        self.payload = payload
        self.practice = practice
        specification = "RTMP 1.0 § \(section)"
    }

    /// All types that are defined, by number.
    public static let all: [MessageTypeKnowledge] = [
        MessageTypeKnowledge(
            .setChunkSize, "Set Chunk Size", "5.4.1",
            "the sender cuts its messages into chunks of this size from now on",
            payload: "32 bits: a zero bit, and 31 bits of size in bytes, from 1 to 16777215. 128 until it is sent.",
            practice: "Each direction has a size of its own. It takes effect with the next chunk, even inside another "
                + "message. A receiver that misses or ignores it loses the chunk boundary at the next long message; "
                + "nginx-rtmp closes above 10485760."),
        MessageTypeKnowledge(
            .abort, "Abort", "5.4.2", "the receiver drops what it has of the unfinished message of a chunk stream",
            payload: "32 bits: the chunk stream id.",
            practice: "Hardly anybody sends it, and many receivers ignore it: they then take the next message for the "
                + "rest of the old one."),
        MessageTypeKnowledge(
            .acknowledgement, "Acknowledgement", "5.4.3",
            "how many bytes the sender of this message has received so far",
            payload: "32 bits: bytes received since the beginning, modulo 2^32.",
            practice: "Due each time the peer's window (type 5) is full; many send it at half of that. Some count the "
                + "handshake, some do not. Most peers never wait for it, Adobe's servers and some encoders do."),
        MessageTypeKnowledge(
            .userControl, "User Control", "6.2 and § 7.1.7", "events of a stream, buffer lengths, pings",
            payload: "16 bits: the event's number, then what belongs to the event, mostly 32 bits.",
            practice:
                "Players get StreamBegin before Play.Start, and are pinged; publishers see StreamBegin 0 and pings "
                + "at most. Unknown events are to be ignored."),
        MessageTypeKnowledge(
            .windowAcknowledgementSize, "Window Acknowledgement Size", "5.4.4",
            "the receiver is to acknowledge each time it got this many bytes",
            payload: "32 bits: bytes.",
            practice: "Servers send 2500000 or 5000000 after connect, clients answer Set Peer Bandwidth with it. A "
                + "window of a few hundred bytes drowns the line in acknowledgements."),
        MessageTypeKnowledge(
            .setPeerBandwidth, "Set Peer Bandwidth", "5.4.5",
            "the receiver is to send no more than this without an acknowledgement; it answers with its window",
            payload: "32 bits: bytes; 8 bits: 0 hard, 1 soft (the smaller of both), 2 dynamic (as the last one).",
            practice:
                "Servers send it after connect. Clients should answer with Window Acknowledgement Size unless that "
                + "is already so; hardly anybody limits anything by it."),
        MessageTypeKnowledge(
            .audio, "Audio", "7.1.4", "one packet of sound, or what a decoder needs to know of it",
            payload:
                "The body of an FLV audio tag: a byte with SoundFormat, rate, size and channels (Enhanced RTMP: 9 and "
                + "a packet type, then a FourCC), for AAC a byte 0 (sequence header) or 1, then the sound.",
            practice:
                "The AAC sequence header comes first; without it nothing can be decoded. The rate in the first byte "
                + "means nothing for AAC."),
        MessageTypeKnowledge(
            .video, "Video", "7.1.5", "one picture, or what a decoder needs to know of it",
            payload:
                "The body of an FLV video tag: a byte with frame type and CodecID (Enhanced RTMP: a bit, frame type "
                + "and packet type, then a FourCC), for H.264 a packet type and 24 bits of composition time, then NAL "
                + "units behind their lengths.",
            practice:
                "The sequence header comes first and holds SPS and PPS; then a key frame. The message's timestamp is "
                + "the decoding time, the composition time is what must be added for showing."),
        MessageTypeKnowledge(
            .dataAMF3, "Data (AMF3)", "7.1.2", "metadata and other data of a stream, in AMF3",
            payload: "A format byte 0, then AMF0 values, each of which may switch to AMF3 by the marker 0x11.",
            practice: "Rare. Senders that leave out the format byte are read wrongly by half of the receivers."),
        MessageTypeKnowledge(
            .sharedObjectAMF3, "Shared Object (AMF3)", "7.1.3",
            "changes of an object that several clients share, in AMF3",
            payload: "An encoding byte (0: AMF0, 3: AMF3), then as Shared Object (AMF0).",
            practice: "Only Flash applications and servers for them (Red5, Adobe's) know shared objects."),
        MessageTypeKnowledge(
            .commandAMF3, "Command (AMF3)", "7.1.1", "a call or its answer; AMF0 behind a format byte",
            payload: "A format byte 0, then as Command (AMF0); single values may switch to AMF3 by the marker 0x11.",
            practice:
                "Sent after connect with objectEncoding 3. nginx-rtmp and others that know AMF0 only read the format "
                + "byte as a marker and close."),
        MessageTypeKnowledge(
            .dataAMF0, "Data (AMF0)", "7.1.2", "metadata and other data of a stream",
            payload: "AMF0 values: the name of a handler, then its arguments. Publishers put @setDataFrame before "
                + "onMetaData; servers take that away for players.",
            practice:
                "onMetaData should come before the media, once. Cue points, captions and ad markers come this way "
                + "too; servers pass most of them on unread."),
        MessageTypeKnowledge(
            .sharedObjectAMF0, "Shared Object (AMF0)", "7.1.3", "changes of an object that several clients share",
            payload:
                "The name behind its length, 32 bits of version, 32 of persistence, 32 of zero, then events: a type, "
                + "a length and data.",
            practice: "Only Flash applications and servers for them (Red5, Adobe's) know shared objects."),
        MessageTypeKnowledge(
            .commandAMF0, "Command (AMF0)", "7.1.1", "a call or its answer",
            payload: "AMF0 values: the name, a transaction id (0 where no answer is wanted), a command object or null, "
                + "then arguments. _result and _error carry the id of the call they answer.",
            practice:
                "The commands connect, createStream, publish and play go this way. The last two are answered by onStatus with "
                + "transaction id 0 on the message stream, not by _result."),
        MessageTypeKnowledge(
            .aggregate, "Aggregate", "7.1.6", "several messages in one, each like an FLV tag",
            payload: "For each: type, 24 bits of length, timestamp, 24 bits of stream id, the payload, 32 bits of back "
                + "pointer. Timestamps count from that of the first, which stands for the aggregate's own.",
            practice:
                "Adobe's servers send it to players whose capabilities allow it. Receivers that do not know it get "
                + "no media at all."),
    ]
}
