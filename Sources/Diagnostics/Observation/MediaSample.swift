import Dissection
import Media
import RTMP

/// Which track of a flow a sample belongs to.
struct TrackKey: Hashable, Sendable {
    var messageStreamID: UInt32
    var kind: Codec.Kind
    var direction: Direction
    /// Of a multitrack message; 0 otherwise.
    var trackID: UInt8

    init(kind: Codec.Kind, direction: Direction, messageStreamID: UInt32, trackID: UInt8) {
        self.kind = kind
        self.direction = direction
        self.messageStreamID = messageStreamID
        self.trackID = trackID
    }

    /// That of an ordinary frame.
    init(_ frame: OrdinaryFrame, _ direction: Direction) {
        self.init(kind: frame.kind, direction: direction, messageStreamID: frame.messageStreamID, trackID: 0)
    }

    /// "video", "audio of stream 2", "video track 1".
    var name: String {
        var name = kind == .audio ? "audio" : "video"
        if trackID != 0 { name += " track \(trackID)" }
        if messageStreamID > 1 { name += " of stream \(messageStreamID)" }
        return name
    }
}

/// One track's part of a media message: what rules about media look at, whatever header it came with.
struct MediaSample: Sendable {
    var key: TrackKey
    /// ms, modulo 2³².
    var timestamp: UInt32
    var codec: Codec?
    var isSequenceHeader: Bool
    var isCodedFrames: Bool
    var isKeyFrame: Bool
    var compositionTime: Int32?
    /// What a sequence header says, where it could be read.
    var configuration: Configuration?
    /// Bytes of the codec's data.
    var dataLength: Int
}

extension Event {
    /// The samples of an audio or video message, or of those in an aggregate.
    func forEachSample(_ body: (MediaSample) -> Void) {
        guard case .message(let event) = self.body, let direction else { return }
        let message = event.message
        let stream = message.header.messageStreamID
        switch message.body {
        case .audio(let tag): tag.forEachSample(direction, stream, message.header.timestamp, body)
        case .video(let tag): tag.forEachSample(direction, stream, message.header.timestamp, body)
        case .aggregate(let aggregate):
            for inner in aggregate.messages {
                switch inner.body {
                case .audio(let tag): tag.forEachSample(direction, stream, inner.timestamp, body)
                case .video(let tag): tag.forEachSample(direction, stream, inner.timestamp, body)
                default: break
                }
            }
        default: break
        }
    }
}

extension AudioTag {
    fileprivate func forEachSample(
        _ direction: Direction, _ stream: UInt32, _ timestamp: UInt32, _ body: (MediaSample) -> Void
    ) {
        guard problem == nil, codecID != nil else { return }
        if tracks.isEmpty {
            body(
                MediaSample(
                    key: TrackKey(kind: .audio, direction: direction, messageStreamID: stream, trackID: 0),
                    timestamp: timestamp, codec: codec, isSequenceHeader: isSequenceHeader,
                    isCodedFrames: isCodedFrames, isKeyFrame: false, compositionTime: nil,
                    configuration: configuration, dataLength: max(length - headerLength, 0)))
        }
        for track in tracks {
            body(
                MediaSample(
                    key: TrackKey(kind: .audio, direction: direction, messageStreamID: stream, trackID: track.trackID),
                    timestamp: timestamp, codec: track.codec, isSequenceHeader: isSequenceHeader,
                    isCodedFrames: isCodedFrames, isKeyFrame: false, compositionTime: nil,
                    configuration: track.configuration, dataLength: track.data.count))
        }
    }
}

extension VideoTag {
    fileprivate func forEachSample(
        _ direction: Direction, _ stream: UInt32, _ timestamp: UInt32, _ body: (MediaSample) -> Void
    ) {
        guard problem == nil, frameType != nil, command == nil else { return }
        if tracks.isEmpty {
            body(
                MediaSample(
                    key: TrackKey(kind: .video, direction: direction, messageStreamID: stream, trackID: 0),
                    timestamp: timestamp, codec: codec, isSequenceHeader: isSequenceHeader,
                    isCodedFrames: isCodedFrames, isKeyFrame: isKeyFrame, compositionTime: compositionTime,
                    configuration: configuration, dataLength: max(length - headerLength, 0)))
        }
        for track in tracks {
            body(
                MediaSample(
                    key: TrackKey(kind: .video, direction: direction, messageStreamID: stream, trackID: track.trackID),
                    timestamp: timestamp, codec: track.codec, isSequenceHeader: isSequenceHeader,
                    isCodedFrames: isCodedFrames, isKeyFrame: isKeyFrame, compositionTime: track.compositionTime,
                    configuration: track.configuration, dataLength: track.data.count))
        }
    }
}
