import Dissection
import Media
import Packets
import RTMP
import Streams

/// A flow's entries as they come.
///
/// A class because it is changed in place in the table of flows.
final class FlowDraft {
    let limits: TranscriptLimits
    let settings: TranscriptSettings
    let amf: AMFReading
    private let budget: EntryBudget
    private var entries: [TranscriptEntry] = []
    /// What is only counted, by kind and direction, in the order in which it was seen first.
    private var counts: [Count] = []
    /// The last sequence header or metadata of its kind, so that a repetition is not told again.
    private var last: [String: [TranscriptField]] = [:]
    private(set) var isTruncated = false

    private struct Count {
        var kind: String
        var direction: Direction?
        var number: Int
        var place: EntryPlace
    }

    init(limits: TranscriptLimits, settings: TranscriptSettings, budget: EntryBudget) {
        self.limits = limits
        self.budget = budget
        self.settings = settings
        amf = AMFReading(limits: limits)
    }

    func say(_ event: Event, _ kind: String, _ fields: [TranscriptField] = []) {
        let place = EntryPlace(event)
        guard entries.count < limits.entriesOfFlow, budget.spend(place) else {
            isTruncated = true
            return
        }
        entries.append(TranscriptEntry(event.direction, kind, fields, place: place))
    }

    /// Says it unless it is what was said last in the same place.
    func sayOnce(_ event: Event, _ kind: String, in place: String, _ fields: [TranscriptField]) {
        let key = "\(event.direction?.rawValue ?? 2) \(kind) \(place)"
        // csid and fmt may differ between repetitions; what was said is the same.
        let said = fields.filter { $0.name != "fmt" && $0.name != "csid" }
        if last[key] == said { return }
        if last.count < limits.fields { last[key] = said }
        say(event, kind, fields)
    }

    func count(_ kind: String, _ event: Event, _ number: Int = 1) {
        if let index = counts.firstIndex(where: { $0.kind == kind && $0.direction == event.direction }) {
            counts[index].number += number
        } else if counts.count < limits.fields {
            counts.append(
                Count(kind: kind, direction: event.direction, number: number, place: EntryPlace(event)))
        } else {
            isTruncated = true
        }
    }

    // MARK: The end

    func finish(_ end: FlowEnd, _ event: Event) -> TranscriptFlow {
        for stream in end.streams {
            for track in stream.tracks where track.messages > 0 {
                entries.append(
                    TranscriptEntry(
                        track.direction, track.kind.rawValue, shape(of: track, stream, since: end.first)))
            }
        }
        for count in counts {
            let kind = TranscriptTopic(of: count.kind)
            let pattern = kind == .media ? settings.pattern(of: count.number) : .any
            let field = TranscriptField("count", .number(Double(count.number)), .pattern(pattern))
            entries.append(TranscriptEntry(count.direction, count.kind, [field], place: count.place))
        }
        entries.append(TranscriptEntry(nil, "end", ending(end), place: EntryPlace(event)))
        return TranscriptFlow(title: title(end), entries: entries, facts: facts(end, event))
    }

    private func shape(
        of track: TrackStatistics, _ stream: StreamSummary, since start: Timestamp
    ) -> [TranscriptField] {
        // Of a capture that begins in the middle the number may not be known.
        var fields = stream.isNamed ? [TranscriptField("stream", .number(Double(track.messageStreamID)))] : []
        if track.trackID != 0 { fields.append(TranscriptField("track", .number(Double(track.trackID)))) }
        if let codec = track.codec { fields.append(TranscriptField("codec", .label(codec.name))) }
        fields.append(count("frames", track.frames))
        if track.kind == .video { fields.append(count("key_frames", track.keyFrames)) }
        fields.append(
            TranscriptField("timestamps", .word(track.jumpsBack == 0 ? "monotonic" : "go-back")))
        fields.append(TranscriptField("sequence_headers", .number(Double(track.sequenceHeaders)), .nothing))
        fields.append(TranscriptField("bytes", .number(Double(track.bytes)), .nothing))
        if let first = track.firstTime {
            fields.append(TranscriptField("begins", .number(Double(first.since(start)) / 1e9), .nothing))
        }
        if let rate = track.frameRate { fields.append(TranscriptField("frame_rate", .number(rate), .nothing)) }
        if let rate = track.bitRate { fields.append(TranscriptField("bit_rate", .number(rate), .nothing)) }
        return fields
    }

    private func count(_ name: String, _ number: Int) -> TranscriptField {
        TranscriptField(name, .number(Double(number)), .pattern(settings.pattern(of: number)))
    }

    private func ending(_ end: FlowEnd) -> [TranscriptField] {
        let by =
            switch end.closedBy {
            case .clientToServer: "client"
            case .serverToClient: "server"
            case nil: "nobody"
            }
        var fields = [TranscriptField("by", .word(by))]
        if let ending = end.firstEnding {
            // A client that leaves while media is on its way sends the one or the other, as chance has it.
            fields.append(TranscriptField("with", .word(ending == .fin ? "FIN" : "RST"), .nothing))
        }
        return fields
    }

    private func title(_ end: FlowEnd) -> [TranscriptField] {
        let streams = end.streams.prefix(8).map {
            TranscriptField($0.identity.role.rawValue, $0.isNamed ? amf.text($0.identity.path) : .word("unnamed"))
        }
        if !streams.isEmpty { return Array(streams) }
        if let app = end.app { return [TranscriptField("connect", amf.text(String(app.prefix { $0 != "?" })))] }
        return [TranscriptField("protocol", .label(end.opening.protocol.name))]
    }

    private func facts(_ end: FlowEnd, _ event: Event) -> TranscriptFlowFacts {
        TranscriptFlowFacts(
            number: event.flow, client: "\(end.opening.client)", server: "\(end.opening.server)",
            clientSoftware: end.clientSoftware, serverSoftware: end.serverSoftware,
            sawBeginning: end.opening.sawSYN, start: end.first, duration: end.last.since(end.first),
            packets: end.packets, packetsOfSides: end.directions.map(\.tcp.packets),
            missingBytes: end.directions.reduce(0) { $0 + $1.missingBytes })
    }
}
