import AMF
import Dissection
import Media
import RTMP
import Streams

/// What an experienced reader would write about a flow: what it was, in numbers, and how it ended.
struct FlowSummaryText {
    private let end: FlowEnd
    private let flow: Int

    /// Where the text behind `flow 1` begins.
    static let column = 11

    init(_ end: FlowEnd, flow: Int) {
        self.end = end
        self.flow = flow
    }

    func write(to output: inout [UInt8], options: TextOptions) {
        var isFirst = true
        for paragraph in paragraphs {
            var label = StyledText()
            if isFirst { label.append("flow \(flow)", .flow(flow)) }
            isFirst = false
            TimelineLine.wrap(
                paragraph, after: label, at: Self.column, hang: Self.column, to: &output, width: options.width,
                colour: options.colour)
        }
    }

    private var paragraphs: [[StyledText]] {
        if case .other(let name) = end.opening.protocol {
            return [[StyledText("\(name), not RTMP"), StyledText(bytes)], [ending]]
        }
        var result: [[StyledText]] = []
        for stream in end.streams { result.append(describe(stream)) }
        if result.isEmpty { result.append(withoutStream) }
        if !end.failures.isEmpty {
            result.append(end.failures.map { StyledText.untrusted($0, .bad) })
        }
        result.append([ending] + afterwards)
        return result
    }

    // MARK: Streams

    private func describe(_ stream: FlowEnd.StreamSummary) -> [StyledText] {
        let verb = stream.identity.role == .publish ? "published" : "played"
        var head = StyledText("\(verb) ", .heading)
        head.append(StyledText.untrusted(stream.identity.path, .heading))
        let tracks = stream.tracks.filter { $0.messages > 0 }
        if tracks.isEmpty { return [head, StyledText("no media came", .warning)] }
        if let longest = tracks.compactMap(\.mediaDuration).max() {
            head.append(" for \(Quantities.duration(longest * 1_000_000))")
        }
        return [head] + tracks.map(describe)
    }

    private func describe(_ track: TrackStatistics) -> StyledText {
        var parts: [String] = []
        let codec = track.codec?.name ?? track.kind.rawValue
        parts.append([codec, track.configuration?.summary].compactMap(\.self).joined(separator: " "))
        if track.trackID != 0 { parts[0] = "track \(track.trackID) \(parts[0])" }
        if track.kind == .video, let rate = track.frameRate { parts.append("\(Quantities.plain(rate)) frames/s") }
        if let mean = track.groups.mean { parts.append("GOP \(Quantities.fixed(mean / 1000, decimals: 2)) s") }
        if let rate = track.bitRate { parts.append(Quantities.bitRate(rate)) }
        if track.bitRate == nil { parts.append("\(track.messages) messages") }
        if track.jumpsBack > 0 { parts.append("\(track.jumpsBack) timestamps go back") }
        if track.jumpsAhead > 0 { parts.append("\(track.jumpsAhead) jump ahead") }
        return StyledText("· " + parts.joined(separator: ", ").escapedForTerminal)
    }

    private var withoutStream: [StyledText] {
        let handshakes = end.directions.map(\.handshakeComplete)
        if end.directions.contains(where: { $0.encryptedBytes > 0 }) {
            return [StyledText("encrypted (RTMPE)"), StyledText(bytes)]
        }
        if handshakes == [false, false] {
            return [StyledText("handshake not completed", .bad), StyledText(bytes)]
        }
        var items = [StyledText("neither published nor played", .heading)]
        if let app = end.app { items.append(StyledText.untrusted("app \"\(app)\"")) }
        items.append(StyledText(bytes))
        return items
    }

    private var bytes: String {
        "→ \(Quantities.size(end.directions[0].bytes)) ← \(Quantities.size(end.directions[1].bytes))"
    }

    // MARK: The end

    private var ending: StyledText {
        let side = end.closedBy.map { $0 == .clientToServer ? "client" : "server" }
        switch (end.reason, side) {
        case (.fin, let side?): return StyledText("ended by the \(side) (FIN)")
        case (.reset, let side?): return StyledText("broken off by the \(side) (RST)", .warning)
        case (.idle, _): return StyledText("silent until the idle time was over")
        case (.reused, _): return StyledText("no end seen; its ports were used again", .warning)
        case (.evicted, _): return StyledText("put aside: too many flows at once", .warning)
        case (.captureEnd, let side?): return StyledText("the \(side) closed; the other side had not when the capture ended")
        case (.captureEnd, nil): return StyledText("still open when the capture ended")
        case (.fin, nil), (.reset, nil): return StyledText("ended")
        }
    }

    private var afterwards: [StyledText] {
        var items: [StyledText] = []
        let words = zip(["client", "server"], end.lastWords).compactMap { side, word in
            word.map { "the \(side)'s last command was \($0)" }
        }
        items += words.map { StyledText.untrusted("· \($0)") }
        let names = end.unanswered.map(\.name)
        if !names.isEmpty {
            items.append(StyledText.untrusted("· unanswered: \(names.prefix(8).joined(separator: ", "))", .warning))
        }
        for (name, totals) in zip(["→", "←"], end.directions) where totals.missingBytes > 0 {
            items.append(
                StyledText(
                    "· \(name) \(Quantities.grouped(totals.missingBytes)) bytes missing in \(totals.gaps) holes",
                    .warning))
        }
        for (name, totals) in zip(["→", "←"], end.directions) where totals.isLost {
            items.append(StyledText("· \(name) not readable to its end", .warning))
        }
        return items
    }
}

