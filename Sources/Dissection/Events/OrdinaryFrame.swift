import Media
import RTMP

/// A message of sound or pictures in which nothing is out of the ordinary, as nearly all messages of a stream are.
///
/// One track, a legacy header with usual values, nothing missing: whoever counts frames needs nothing else of the message.
/// Plain values, so that looking at them counts no references.
public struct OrdinaryFrame: Sendable {
    public var kind: Codec.Kind
    public var codec: Codec
    public var messageStreamID: UInt32
    /// ms, modulo 2³².
    public var timestamp: UInt32
    public var isKeyFrame: Bool
    /// ms, where the codec has one.
    public var compositionTime: Int32?
    /// Bytes of payload.
    public var length: Int
    /// Offset of the first chunk's first header byte in the direction's byte stream.
    public var offset: Int
    /// Counted from 1 in its direction.
    public var index: Int

    /// `nil` for any other message.
    init?(_ message: borrowing Message) {
        guard message.missing == 0, message.facts.isDisjoint(with: .guessed), message.frames?.problems.isEmpty ?? true
        else { return nil }
        switch message.body {
        case .audio(let tag):
            guard tag.isOrdinaryFrame, let codec = tag.codec else { return nil }
            kind = .audio
            self.codec = codec
            isKeyFrame = false
            compositionTime = nil
        case .video(let tag):
            guard tag.isOrdinaryFrame, let codec = tag.codec else { return nil }
            kind = .video
            self.codec = codec
            isKeyFrame = tag.isKeyFrame
            compositionTime = tag.compositionTime
        default:
            return nil
        }
        messageStreamID = message.header.messageStreamID
        timestamp = message.header.timestamp
        length = message.header.length
        offset = message.offset
        index = message.index
    }
}

extension ChunkFacts {
    /// Something of the message is not as it was sent.
    fileprivate static let guessed: ChunkFacts = [
        .inferred, .payloadCutAtLimit, .chunkHeadersMissing, .messageStreamIDUnknown,
    ]
}
