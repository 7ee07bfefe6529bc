import Media
import Packets
import RTMP

/// All tracks of one flow.
struct StreamStatistics {
    private var table = FewTable<TrackStatistics.Key, TrackStatistics>()
    /// What the last `onMetaData` said, by message stream.
    private var metadata = FewTable<UInt32, PackedMetadata>()

    /// Tracks kept apart of one flow.
    private static let maximumTracks = 512
    private static let maximumStreams = 64

    /// - Parameter metadata: What the message says, where it is an `onMetaData`.
    mutating func add(_ message: Message, _ metadata: StreamMetadata?, _ direction: Direction, at time: Timestamp) {
        let header = message.header
        switch message.body {
        case .audio(let tag):
            add(tag, length: header.length, header.timestamp, message, direction, at: time)
        case .video(let tag):
            add(tag, length: header.length, header.timestamp, message, direction, at: time)
        case .aggregate(let aggregate):
            for inner in aggregate.messages {
                switch inner.body {
                case .audio(let tag):
                    add(tag, length: inner.length, inner.timestamp, message, direction, at: time)
                case .video(let tag):
                    add(tag, length: inner.length, inner.timestamp, message, direction, at: time)
                default:
                    break
                }
            }
        case .data:
            guard let metadata else { return }
            let packed = PackedMetadata(metadata.value)
            self.metadata.update(header.messageStreamID, packed, maximum: Self.maximumStreams) { $0 = packed }
        default:
            break
        }
    }

    /// The same for a frame.
    mutating func add(_ frame: OrdinaryFrame, _ direction: Direction, at time: Timestamp, packet: Int) {
        let kind: TrackStatistics.Kind = frame.kind == .audio ? .audio : .video
        update(kind, 0, frame.messageStreamID, direction) { track in
            track.codec = frame.codec
            track.add(
                bytes: frame.length, timestamp: frame.timestamp, at: time, packet: packet, isFrame: true,
                isKeyFrame: frame.isKeyFrame)
        }
    }

    /// In the order in which they came, with their sequence headers taken apart: several look into them.
    var tracks: [TrackStatistics] {
        table.all.map { entry in
            var track = entry.value
            track.configuration = track.configuration?.unpacked
            return track
        }
    }

    func metadata(of stream: UInt32) -> StreamMetadata? { metadata[stream].flatMap { StreamMetadata($0.value) } }

    private mutating func add(
        _ tag: AudioTag, length: Int, _ timestamp: UInt32, _ message: Message, _ direction: Direction,
        at time: Timestamp
    ) {
        if tag.tracks.isEmpty {
            update(.audio, 0, message.header.messageStreamID, direction) { track in
                track.codec = tag.codec ?? track.codec
                track.note(tag.configuration)
                track.add(
                    bytes: length, timestamp: timestamp, at: time, packet: message.lastPacket,
                    isFrame: tag.isCodedFrames,
                    isKeyFrame: false)
            }
        }
        for inner in tag.tracks {
            update(.audio, inner.trackID, message.header.messageStreamID, direction) { track in
                track.note(inner)
                track.add(
                    bytes: inner.length, timestamp: timestamp, at: time, packet: message.lastPacket,
                    isFrame: tag.isCodedFrames, isKeyFrame: false)
            }
        }
    }

    private mutating func add(
        _ tag: VideoTag, length: Int, _ timestamp: UInt32, _ message: Message, _ direction: Direction,
        at time: Timestamp
    ) {
        if tag.tracks.isEmpty {
            update(.video, 0, message.header.messageStreamID, direction) { track in
                track.codec = tag.codec ?? track.codec
                track.note(tag.configuration)
                track.add(
                    bytes: length, timestamp: timestamp, at: time, packet: message.lastPacket,
                    isFrame: tag.isCodedFrames,
                    isKeyFrame: tag.isKeyFrame)
            }
        }
        for inner in tag.tracks {
            update(.video, inner.trackID, message.header.messageStreamID, direction) { track in
                track.note(inner)
                track.add(
                    bytes: inner.length, timestamp: timestamp, at: time, packet: message.lastPacket,
                    isFrame: tag.isCodedFrames, isKeyFrame: tag.isKeyFrame)
            }
        }
    }

    private mutating func update(
        _ kind: TrackStatistics.Kind, _ trackID: UInt8, _ stream: UInt32, _ direction: Direction,
        _ change: (inout TrackStatistics) -> Void
    ) {
        let key = TrackStatistics.Key(kind: kind, direction: direction, messageStreamID: stream, trackID: trackID)
        table.update(key, TrackStatistics(key), maximum: Self.maximumTracks, change)
    }
}

extension TrackStatistics {
    fileprivate mutating func note(_ new: Configuration?) {
        guard let new else { return }
        configuration = new.packed
        sequenceHeaders += 1
    }

    fileprivate mutating func note(_ track: MediaTrack) {
        codec = track.codec ?? codec
        note(track.configuration)
    }
}
