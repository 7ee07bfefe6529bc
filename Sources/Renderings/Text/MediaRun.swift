import Dissection
import Media
import Packets
import RTMP

/// Audio and video messages of one flow and direction that came in a row, folded into one line.
struct MediaRun {
    let flow: Int
    let direction: Direction
    /// Elapsed, of the first message.
    let start: Int64
    private var audio = 0
    private var video = 0
    private var keyFrames = 0
    private var headers = 0
    private var acknowledgements = 0
    private var acknowledged: UInt32?
    private var bytes = 0
    private var incomplete = 0
    private var firstTimestamp: Int64?
    private var lastTimestamp: Int64 = 0
    private var lowest: Int64 = 0
    private var groups = GroupLengthsOfRun()
    /// The first message, while it is the only one.
    private var firstEvent: Event?
    private let firstTime: Timestamp
    private var lastTime: Timestamp

    init(_ event: Event, direction: Direction) {
        flow = event.flow
        self.direction = direction
        start = event.elapsed
        firstEvent = event
        firstTime = event.time
        lastTime = event.time
    }

    /// Adds a message; `false` if it is one that deserves its own line.
    mutating func add(_ message: Message, at time: Timestamp) {
        // An event keeps its message alive, and a run may last for hours.
        if audio + video > 0 { firstEvent = nil }
        switch message.body {
        case .audio(let tag):
            audio += 1
            if tag.isSequenceHeader { headers += 1 }
        case .video(let tag):
            video += 1
            if tag.isSequenceHeader { headers += 1 }
            if tag.isKeyFrame {
                keyFrames += 1
                // Tracks of their own have key frames of their own.
                if tag.tracks.isEmpty { groups.keyFrame(at: Int64(message.header.timestamp)) }
            }
        default:
            break
        }
        if message.missing > 0 { incomplete += 1 }
        bytes += message.header.length
        lastTime = time
        let timestamp = Int64(message.header.timestamp)
        lowest = firstTimestamp == nil ? timestamp : min(lowest, timestamp)
        firstTimestamp = firstTimestamp ?? timestamp
        lastTimestamp = timestamp
    }

    mutating func add(_ acknowledgement: Acknowledgement) {
        acknowledgements += 1
        acknowledged = acknowledgement.sequenceNumber
    }

    var name: StyledText {
        var parts: [String] = []
        if video > 0 { parts.append("video ×\(video)" + (keyFrames > 0 ? " (\(keyFrames) key)" : "")) }
        if audio > 0 { parts.append("audio ×\(audio)") }
        return StyledText(parts.joined(separator: ", "), .name)
    }

    var items: [StyledText] {
        var items: [StyledText] = []
        if let firstTimestamp {
            items.append(StyledText("\(Self.seconds(firstTimestamp)) … \(Self.seconds(lastTimestamp)) s"))
            let span = Double(lastTimestamp - min(lowest, firstTimestamp)) / 1000
            if span > 0.5 {
                items.append(StyledText(Quantities.bitRate(Double(bytes) * 8 / span)))
            } else {
                items.append(StyledText(Quantities.bytes(bytes)))
            }
        }
        if let mean = groups.mean { items.append(StyledText("GOP \(Quantities.fixed(mean / 1000, decimals: 2)) s")) }
        items.append(StyledText("until \(Quantities.seconds(start + lastTime.since(firstTime)))", .faint))
        if headers > 0 { items.append(StyledText("sequence header again ×\(headers)", .faint)) }
        if incomplete > 0 { items.append(StyledText("\(incomplete) incomplete", .warning)) }
        if acknowledgements > 0, let acknowledged {
            items.append(
                StyledText("ack ×\(acknowledgements), up to \(Quantities.grouped(Int(acknowledged)))", .faint))
        }
        return items
    }

    /// The message, where the run is of no more than one.
    var single: Event? { audio + video == 1 && acknowledgements == 0 ? firstEvent : nil }

    private static func seconds(_ milliseconds: Int64) -> String {
        Quantities.fixed(Double(milliseconds) / 1000, decimals: 2)
    }
}

extension [MediaRun] {
    /// Adds a message to the run of its direction, or begins one. In place: runs are large.
    mutating func add(_ message: Message, _ place: Event, _ direction: Direction) {
        var index = 0
        while index < count, self[index].direction != direction { index += 1 }
        if index == count { append(MediaRun(place, direction: direction)) }
        self[index].add(message, at: place.time)
    }
}

/// The mean distance of key frames in a run.
private struct GroupLengthsOfRun {
    private var first: Int64?
    private var last: Int64 = 0
    private var count = 0

    mutating func keyFrame(at timestamp: Int64) {
        if first == nil { first = timestamp } else { count += 1 }
        last = timestamp
    }

    /// ms
    var mean: Double? {
        guard let first, count > 0, last > first else { return nil }
        return Double(last - first) / Double(count)
    }
}
