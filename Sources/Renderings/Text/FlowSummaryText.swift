import AMF
import Diagnostics
import Dissection
import Media
import RTMP
import Streams

/// What an experienced reader would write about a flow: what it was, in numbers, and how it ended.
struct FlowSummaryText {
    private let end: FlowEnd
    private let reason: Ending?
    private let flow: Int

    /// Where the text behind `flow 1` begins.
    static let column = 11

    /// - Parameter ending: Why it ended, where that has been asked.
    init(_ end: FlowEnd, _ ending: Ending?, flow: Int) {
        self.end = end
        reason = ending
        self.flow = flow
    }

    func write(to output: inout [UInt8], options: TextOptions) {
        var isFirst = true
        for paragraph in paragraphs {
            var label = StyledText()
            if isFirst { label.append("flow \(flow)", .flow(flow)) }
            isFirst = false
            TimelineLine.wrap(
                paragraph.items, after: label, at: Self.column + paragraph.indent,
                hang: Self.column + (paragraph.indent == 0 ? 0 : 4), to: &output, width: options.width,
                colour: options.colour)
        }
    }

    private struct Paragraph {
        var items: [StyledText]
        var indent = 0
    }

    private var paragraphs: [Paragraph] {
        if case .other(let name) = end.opening.protocol {
            return [
                Paragraph(items: [
                    StyledText(name == "rtmpt" ? "RTMP inside HTTP (RTMPT), not decoded" : "\(name), not RTMP"),
                    StyledText(bytes),
                ]), Paragraph(items: reason.map(EndingText.reason) ?? [ending]),
            ]
        }
        var result = end.streams.flatMap(describe)
        if result.isEmpty { result.append(Paragraph(items: withoutStream)) }
        let failures = end.failures.filter { !isInReason($0) }
        if !failures.isEmpty { result.append(Paragraph(items: failures.map { StyledText.untrusted($0, .bad) })) }
        if let reason {
            result.append(Paragraph(items: EndingText.reason(reason)))
            result += EndingText.sides(reason).map { Paragraph(items: $0, indent: 2) }
            result.append(Paragraph(items: leftOver, indent: 2))
        } else {
            result.append(Paragraph(items: [ending] + lastWords + leftOver))
        }
        return result.filter { !$0.items.isEmpty }
    }

    /// Whether the reason quotes a failure, code and description.
    private func isInReason(_ failure: String) -> Bool {
        guard let reason else { return false }
        return failure.split(separator: ": ", maxSplits: 1).allSatisfy { reason.text.contains($0) }
    }

    // MARK: Streams

    private func describe(_ stream: StreamSummary) -> [Paragraph] {
        let verb =
            switch (stream.identity.role, stream.isStarted) {
            case (.publish, true): "published"
            case (.publish, false): "asked to publish"
            case (.play, true): "played"
            case (.play, false): "asked to play"
            }
        var head = StyledText("\(verb) ", .heading)
        head.append(
            stream.isNamed
                ? StyledText.untrusted(stream.identity.path, .heading)
                : StyledText("a stream whose \(stream.identity.role.rawValue) was not captured", .heading))
        let tracks = stream.tracks.filter { $0.messages > 0 }.sorted { $0.order < $1.order }
        if tracks.isEmpty { return [Paragraph(items: [head, StyledText("no media came", .warning)])] }
        if let longest = tracks.compactMap(\.mediaDuration).max() {
            head.append(" for \(Quantities.duration(longest * 1_000_000))")
        }
        var items = [head]
        if let skew = stream.skew, skew.magnitude >= 250 {
            let ahead = skew > 0 ? "audio begins \(skew) ms after video" : "audio begins \(-skew) ms before video"
            items.append(StyledText(ahead, skew.magnitude > 1000 ? .warning : .plain))
        }
        let said = stream.disagreements.map { found in
            StyledText.untrusted(
                "\(found.property) is \(found.metadata.summary) in onMetaData, "
                    + "\(found.sequenceHeader.summary) in the stream", .warning)
        }
        return [Paragraph(items: items)] + tracks.map { Paragraph(items: describe($0), indent: 2) }
            + (said.isEmpty ? [] : [Paragraph(items: said, indent: 2)])
    }

    private func describe(_ track: TrackStatistics) -> [StyledText] {
        var name = ""
        if track.trackID != 0 { name += "track \(track.trackID) " }
        name += track.codec?.name ?? track.kind.rawValue
        if let configuration = track.configuration { name += " \(configuration.summary)" }
        var items = [StyledText.untrusted(name)]
        let announced = track.configuration?.record.frameRate
        if track.kind == .video, let rate = track.frameRate, announced.map({ abs($0 - rate) > $0 * 0.02 }) ?? true {
            items.append(StyledText("\(Quantities.plain(rate)) frames/s"))
        }
        if let mean = track.groups.mean {
            items.append(StyledText("GOP \(Quantities.fixed(mean / 1000, decimals: 2)) s"))
        }
        if track.frames == 0 {
            items.append(StyledText("a sequence header and no frame", .warning))
        } else {
            items.append(StyledText(track.bitRate.map(Quantities.bitRate) ?? "\(track.messages) messages"))
        }
        if track.jumpsBack > 0 { items.append(StyledText("timestamps go back ×\(track.jumpsBack)", .warning)) }
        if track.jumpsAhead > 0 { items.append(StyledText("jump ahead ×\(track.jumpsAhead)", .warning)) }
        // Over less than half a minute, the jitter of delivery is larger than any drift.
        if let drift = track.clock.driftPPM, drift.magnitude >= 1000, track.wireDuration ?? 0 > 30_000_000_000 {
            items.append(
                StyledText(
                    "clock \(Quantities.fixed(drift.magnitude / 10_000, decimals: 1)) % \(drift > 0 ? "fast" : "slow")",
                    .warning))
        }
        if track.largestWireGap > 1_500_000_000 {
            items.append(
                StyledText(
                    "longest silence \(Quantities.duration(track.largestWireGap)) before packet "
                        + "\(track.largestWireGapPacket)", .warning))
        }
        return items
    }

    private var withoutStream: [StyledText] {
        let handshakes = end.directions.map(\.handshakeComplete)
        if end.directions.contains(where: { $0.encryptedBytes > 0 }) {
            return [StyledText("encrypted (RTMPE)"), StyledText(bytes)]
        }
        if handshakes == [false, false] {
            return [StyledText("handshake not completed", .bad), StyledText(bytes)]
        }
        let isMute = end.directions[0].messages == 0 && end.directions[0].missingBytes == 0
        var items = [
            isMute
                ? StyledText("handshake, then no message from the client", .warning)
                : StyledText("neither published nor played", .heading)
        ]
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
        case (.captureEnd, let side?):
            return StyledText("the \(side) had closed; the capture ends before the other side did")
        case (.captureEnd, nil): return StyledText("still open when the capture ended")
        case (_, let side?) where end.firstEnding == .fin: return StyledText("ended by the \(side) (FIN)")
        case (_, let side?): return StyledText("broken off by the \(side) (RST)", .warning)
        case (.idle, nil): return StyledText("silent until the idle time was over")
        case (.reused, nil): return StyledText("no end seen; its ports were used again", .warning)
        case (.evicted, nil): return StyledText("put aside: too many flows at once", .warning)
        case (.fin, nil), (.reset, nil): return StyledText("ended")
        }
    }

    private var lastWords: [StyledText] {
        zip(["→", "←"], end.lastWords).compactMap { arrow, word in
            word.map { StyledText.untrusted("last \(arrow) \($0)") }
        }
    }

    /// What is unanswered, missing or unreadable.
    private var leftOver: [StyledText] {
        var items: [StyledText] = []
        let names = end.unanswered.map(\.name)
        if !names.isEmpty {
            items.append(StyledText.untrusted("unanswered: \(names.prefix(8).joined(separator: ", "))", .warning))
        }
        if end.forgottenCalls > 0 {
            items.append(
                StyledText("\(Quantities.grouped(end.forgottenCalls)) calls forgotten: too many at once", .warning))
        }
        for (name, totals) in zip(["→", "←"], end.directions) where totals.missingBytes > 0 {
            items.append(
                StyledText(
                    "\(name) \(Quantities.grouped(totals.missingBytes)) bytes missing in \(totals.gaps) hole\(totals.gaps == 1 ? "" : "s")",
                    .warning))
        }
        for (name, totals) in zip(["→", "←"], end.directions) where totals.isLost {
            items.append(StyledText("\(name) not readable to its end", .warning))
        }
        return items
    }
}

extension TrackStatistics {
    /// Video before audio, tracks by number.
    fileprivate var order: Int { (kind == .video ? 0 : kind == .audio ? 1000 : 2000) + Int(trackID) }
}
