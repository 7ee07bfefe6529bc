import AMF
import Diagnostics
import Dissection
import Packets
import Media
import RTMP
import Streams

/// The annotated timeline, as people read it.
public struct TextRenderer: Renderer {
    let options: TextOptions
    /// One per flow and direction, while nothing else was said on the flow.
    private var runs: [Int: [MediaRun]] = [:]
    /// One per flow and direction, while what follows from a hole is not known.
    private var damages: [Int: [DamageRun]] = [:]
    /// Configurations already shown, by flow, so that a repeated sequence header folds into the run.
    private var shownHeaders: [Int: FewTable<HeaderKey, Configuration>] = [:]
    private var shownHeaderCount = 0
    private var openFlows = 0
    private var flowsSeen = 0
    private var capturesSeen = 0
    private var held: [Int: [UInt8]] = [:]
    private var summaries = FlowSummaries()
    private var findings = FindingList()

    private struct HeaderKey: Hashable {
        var direction: Direction
        var stream: UInt32
        var isVideo: Bool
    }

    private static let maximumShownHeaders = 10_000

    public init(options: TextOptions = .init()) { self.options = options }

    // MARK: Renderer

    public mutating func begin(_ capture: CaptureDescription, to output: inout [UInt8]) {
        if capturesSeen > 0 { output.append(UInt8(ascii: "\n")) }
        capturesSeen += 1
        flowsSeen = 0
        summaries = FlowSummaries()
        findings = FindingList()
        var line = StyledText.untrusted(capture.file, .heading)
        line.append(" · \(([capture.format] + capture.linkTypes.map(\.description)).joined(separator: ", "))", .faint)
        line.writeLine(to: &output, colour: options.colour)
    }

    public mutating func render(_ event: Event, to output: inout [UInt8]) {
        if case .flowEnd(let end) = event.body { summaries.add(end, nil, flow: event.flow, options: options) }
        show(event, to: &output)
    }

    public mutating func render(_ event: Event, _ ending: Ending, to output: inout [UInt8]) {
        if case .flowEnd(let end) = event.body { summaries.add(end, ending, flow: event.flow, options: options) }
        show(event, to: &output)
    }

    private mutating func show(_ event: Event, to output: inout [UInt8]) {
        guard !options.summaryOnly else { return }
        if options.byFlow {
            var text = held.removeValue(forKey: event.flow) ?? []
            timeline(event, to: &text)
            if case .flowEnd = event.body {
                output.append(contentsOf: text)
            } else {
                held[event.flow] = text
            }
        } else {
            timeline(event, to: &output)
        }
    }

    public mutating func render(_ finding: Finding, to output: inout [UInt8]) {
        findings.add(finding)
        // Stories stand in the closing summary alone: in the timeline they have no place of their own.
        guard !options.summaryOnly, finding.flows.isEmpty else { return }
        var line = FindingText.line(finding)
        guard let flow = finding.flow else { return write(line, to: &output) }
        line.flow = gutter(flow)
        if options.byFlow {
            var text = held.removeValue(forKey: flow) ?? []
            flushRuns(of: flow, to: &text)
            write(line, to: &text)
            held[flow] = text
        } else {
            flushRuns(of: flow, to: &output)
            write(line, to: &output)
        }
    }

    public mutating func flush(to output: inout [UInt8]) {
        for flow in Set(runs.keys).union(damages.keys).sorted() {
            if options.byFlow {
                var text = held[flow] ?? []
                flushRuns(of: flow, to: &text)
                held[flow] = text
            } else {
                flushRuns(of: flow, to: &output)
            }
        }
    }

    public mutating func end(_ capture: CaptureDescription, totals: CaptureTotals, to output: inout [UInt8]) {
        flush(to: &output)
        for flow in held.keys.sorted() { output.append(contentsOf: held[flow] ?? []) }
        held = [:]
        summaries.write(capture, totals, to: &output, options: options)
        findings.write(to: &output, options: options)
        shownHeaders = [:]
        shownHeaderCount = 0
    }

    public mutating func finish(to output: inout [UInt8]) {}

    // MARK: The timeline

    private mutating func timeline(_ event: Event, to output: inout [UInt8]) {
        switch event.body {
        case .message(let message):
            flushDamage(of: event.flow, before: event, to: &output)
            if folds(message, event) { return }
            flushRuns(of: event.flow, to: &output)
            write(message, event, to: &output)
        case .flow(let opening):
            flowsSeen += 1
            write(opening, event, to: &output)
        case .flowEnd(let end):
            flushRuns(of: event.flow, to: &output)
            // A live capture goes on for weeks: nothing of a flow may stay.
            shownHeaderCount -= shownHeaders.removeValue(forKey: event.flow)?.count ?? 0
            write(end, event, to: &output)
        case .chunk(let chunk):
            write(chunk, event, to: &output)
        case .gap, .lost, .cut, .resynchronized:
            if foldsDamage(event, to: &output) { return }
            fallthrough
        default:
            flushRuns(of: event.flow, to: &output)
            var line = line(event)
            EventText.describe(event, into: &line)
            write(line, to: &output)
        }
    }

    /// Puts a message into its run, if it is one that is folded.
    private mutating func folds(_ event: MessageEvent, _ place: Event) -> Bool {
        guard options.media != .all, let direction = place.direction else { return false }
        let message = event.message
        switch message.body {
        case .acknowledgement(let acknowledgement):
            // It comes from the side that receives the media.
            guard let index = runs[place.flow]?.firstIndex(where: { $0.direction != direction }) else { return false }
            runs[place.flow]?[index].add(acknowledgement)
            return true
        case .audio(let tag):
            if tag.isSequenceHeader || tag.multichannel != nil {
                if deservesLine(tag.configuration, message, place, isVideo: false) { return false }
            } else if tag.problem != nil || tag.isSilence {
                return options.media == .none
            }
        case .video(let tag):
            if tag.isSequenceHeader {
                if deservesLine(tag.configuration, message, place, isVideo: true) { return false }
            } else if tag.metadata != nil || tag.command != nil || tag.problem != nil {
                return options.media == .none
            }
        default:
            return false
        }
        if options.media == .none { return true }
        runs[place.flow, default: []].add(message, place, direction)
        return true
    }

    /// A sequence header is shown when it is new or says something new.
    private mutating func deservesLine(
        _ configuration: Configuration?, _ message: Message, _ place: Event, isVideo: Bool
    ) -> Bool {
        guard let configuration, let direction = place.direction else { return true }
        let key = HeaderKey(direction: direction, stream: message.header.messageStreamID, isVideo: isVideo)
        let shown = shownHeaders[place.flow]?[key]
        if shown == configuration { return false }
        if shown != nil || shownHeaderCount < Self.maximumShownHeaders {
            shownHeaders[place.flow, default: .init()].set(key, configuration.packed)
            if shown == nil { shownHeaderCount += 1 }
        }
        return true
    }

    /// Puts an event into the line of its hole, or begins one with it.
    private mutating func foldsDamage(_ event: Event, to output: inout [UInt8]) -> Bool {
        if let index = damages[event.flow]?.firstIndex(where: { $0.direction == event.direction }) {
            // A second hole has its own line, unless the snap length cuts packet after packet.
            if case .gap(let gap) = event.body,
                !(damages[event.flow]?[index].isSnapLength ?? false) || gap.cause != .snapLength
            {
                flushDamage(of: event.flow, in: event.direction, to: &output)
            } else if damages[event.flow]?[index].add(event) ?? false {
                if let run = damages[event.flow]?[index], run.isOver, !run.isSnapLength {
                    flushDamage(of: event.flow, in: event.direction, to: &output)
                }
                return true
            }
        }
        guard let run = DamageRun(event) else { return false }
        flushMedia(of: event.flow, to: &output)
        damages[event.flow, default: []].append(run)
        return true
    }

    /// What a message that comes behind a hole ends, unless it goes into a run as well.
    private mutating func flushDamage(of flow: Int, before event: Event, to output: inout [UInt8]) {
        guard let run = damages[flow]?.first(where: { $0.direction == event.direction }), !run.isSnapLength else {
            return
        }
        flushDamage(of: flow, in: event.direction, to: &output)
    }

    private mutating func flushDamage(of flow: Int, in direction: Direction?, to output: inout [UInt8]) {
        guard let index = damages[flow]?.firstIndex(where: { $0.direction == direction }),
            let run = damages[flow]?.remove(at: index)
        else { return }
        if damages[flow]?.isEmpty ?? false { damages[flow] = nil }
        var line = TimelineLine()
        line.flow = gutter(flow)
        run.describe(into: &line)
        write(line, to: &output)
    }

    private mutating func flushRuns(of flow: Int, to output: inout [UInt8]) {
        for direction in damages[flow]?.map(\.direction) ?? [] {
            flushDamage(of: flow, in: direction, to: &output)
        }
        flushMedia(of: flow, to: &output)
    }

    private mutating func flushMedia(of flow: Int, to output: inout [UInt8]) {
        guard let list = runs.removeValue(forKey: flow) else { return }
        for run in list {
            if let event = run.single, case .message(let message) = event.body {
                write(message, event, to: &output)
                continue
            }
            var line = TimelineLine()
            line.flow = gutter(flow)
            line.elapsed = StyledText(Quantities.seconds(run.start), .faint)
            line.mark = Self.arrow(run.direction)
            line.name = run.name
            line.items = run.items
            write(line, to: &output)
        }
    }

    private func write(_ message: MessageEvent, _ event: Event, to output: inout [UInt8]) {
        var line = line(event)
        let text = MessageText(message)
        let header = message.message.header
        line.name = text.name
        line.chunk = StyledText("\(header.format)·\(header.chunkStreamID)", .faint)
        line.size = StyledText(Quantities.bytes(header.length), .faint)
        line.items.append(Self.place(header))
        line.items += text.items
        write(line, to: &output)
        if case .aggregate(let aggregate) = message.message.body, options.media == .all {
            for inner in aggregate.messages { write(inner, of: message.message, to: &output) }
        }
        if options.hex, let payload = message.message.payload {
            Hexadecimal.dump(payload, indent: TimelineLine.nameColumn, to: &output)
        }
    }

    /// A message inside an aggregate, under it.
    private func write(_ inner: Aggregate.Inner, of outer: Message, to output: inout [UInt8]) {
        var message = outer
        message.body = inner.body
        message.header.type = inner.type
        message.header.length = inner.length
        message.header.timestamp = inner.timestamp
        message.facts = []
        message.missing = 0
        message.frames = nil
        let text = MessageText(MessageEvent(message: message))
        var line = TimelineLine()
        line.mark = StyledText("↳", .faint)
        line.name = text.name
        line.size = StyledText(Quantities.bytes(inner.length), .faint)
        line.items = [Self.place(message.header)] + text.items
        write(line, to: &output)
    }

    private func write(_ opening: FlowOpening, _ event: Event, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\n"))
        var notes = opening.encapsulation.summary.map { [$0] } ?? []
        if !opening.sawSYN { notes.append("captured from its middle on") }
        if opening.protocol == .rtmpe { notes.append("RTMPE") }
        if case .other(let name) = opening.protocol {
            notes.append(name == "rtmpt" ? "RTMP inside HTTP (RTMPT), not decoded" : "not RTMP but \(name)")
            if let detail = opening.detail { notes.append(detail.escapedForTerminal) }
        }
        TimelineLine.wrap(
            [StyledText("\(opening.client) → \(opening.server)", .heading)] + notes.map { StyledText($0, .faint) },
            after: StyledText("flow \(event.flow)", .flow(event.flow)), at: 9, hang: 9, to: &output,
            width: options.width, colour: options.colour)
    }

    private func write(_ end: FlowEnd, _ event: Event, to output: inout [UInt8]) {
        // FIN and RST have had their lines; the other ways to end have none yet.
        let text: String? =
            switch end.reason {
            case .fin, .reset: nil
            case .idle: "no packet for longer than the idle time: taken as ended"
            case .reused: "the same ports are used for a new connection"
            case .evicted: "put aside: too many flows at once"
            case .captureEnd: "the capture ends here"
            }
        guard let text else { return }
        var line = line(event)
        line.mark = StyledText("⇥", .faint)
        line.name = StyledText(text)
        write(line, to: &output)
    }

    private func write(_ chunk: Chunk, _ event: Event, to output: inout [UInt8]) {
        var line = line(event)
        line.name = StyledText("chunk", .faint)
        line.chunk = StyledText("\(chunk.format)·\(chunk.chunkStreamID)", .faint)
        line.size = StyledText(Quantities.bytes(chunk.length), .faint)
        line.items = [
            StyledText(Hexadecimal.words(chunk.headerBytes), .faint),
            StyledText(
                "\(Quantities.grouped(chunk.messagePosition + chunk.length))/\(Quantities.grouped(chunk.messageLength))",
                .faint),
            StyledText("packet \(chunk.packet)", .faint),
            StyledText("offset \(Quantities.grouped(chunk.offset))", .faint),
        ]
        write(line, to: &output)
    }

    /// Message stream and timestamp, as far as they are not 0.
    private static func place(_ header: Message.Header) -> StyledText {
        var text = StyledText()
        if header.messageStreamID != 0 { text.append("stream \(header.messageStreamID)", .faint) }
        if header.timestamp != 0 {
            text.append("\(text.isEmpty ? "" : " ")at \(Quantities.grouped(Int(header.timestamp))) ms", .faint)
        }
        return text
    }

    // MARK: Lines

    private func line(_ event: Event) -> TimelineLine {
        var line = TimelineLine()
        line.flow = gutter(event.flow)
        line.elapsed = StyledText(Quantities.seconds(event.elapsed), .faint)
        if let direction = event.direction { line.mark = Self.arrow(direction) }
        return line
    }

    /// With a single flow so far, its number says nothing.
    private func gutter(_ flow: Int) -> StyledText {
        flowsSeen > 1 || options.byFlow ? StyledText("\(flow)", .flow(flow)) : StyledText()
    }

    private func write(_ line: TimelineLine, to output: inout [UInt8]) {
        line.write(to: &output, width: options.width, colour: options.colour)
    }

    static func arrow(_ direction: Direction) -> StyledText {
        direction == .clientToServer ? StyledText("→", .toServer) : StyledText("←", .toClient)
    }
}
