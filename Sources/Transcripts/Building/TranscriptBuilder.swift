import Dissection
import Media
import RTMP
import Streams

/// Makes a transcript of the events of a capture.
///
/// Audio and video cost nothing here but a look at their packet type: their counts come with the flow's end.
public struct TranscriptBuilder {
    private let limits: TranscriptLimits
    private let settings: TranscriptSettings
    private var drafts: [Int: FlowDraft] = [:]
    private var flows: [(number: Int, flow: TranscriptFlow)] = []
    private var entries = 0
    private var isTruncated = false

    public init(settings: TranscriptSettings = .init(), limits: TranscriptLimits = .init()) {
        self.settings = settings
        self.limits = limits
    }

    /// Takes the next event.
    public mutating func receive(_ event: Event) {
        switch event.body {
        case .message(let message):
            switch message.message.body {
            case .audio(let tag) where !tag.isSequenceHeader: return
            case .video(let tag) where !tag.isSequenceHeader: return
            default: draft(of: event)?.note(message, event)
            }
        case .flow: _ = draft(of: event)
        case .prefix(let prefix):
            draft(of: event)?.say(event, "proxy line", [TranscriptField("version", .label(prefix.kind.rawValue))])
        case .handshake(let handshake): draft(of: event)?.note(handshake, event)
        case .encrypted: draft(of: event)?.say(event, "encrypted")
        case .cut: draft(of: event)?.count("cut message", event)
        case .gap(let gap): draft(of: event)?.count("missing bytes", event, gap.length)
        case .lost: draft(of: event)?.count("lost", event)
        case .capture, .chunk, .resynchronized, .stream, .sideEnded: return
        case .flowEnd(let end): finish(end, event)
        }
    }

    /// The transcript so far; flows that are still open are left out. A dissection ends all of its flows.
    public func finish() -> Transcript {
        var transcript = Transcript(flows: flows.sorted { $0.number < $1.number }.map(\.flow))
        transcript.isTruncated = isTruncated
        return transcript
    }

    /// `nil` where the limits leave no room for another flow.
    private mutating func draft(of event: Event) -> FlowDraft? {
        if let draft = drafts[event.flow] { return draft }
        guard flows.count + drafts.count < limits.flows, entries < limits.entries else {
            isTruncated = true
            return nil
        }
        let draft = FlowDraft(limits: limits, settings: settings)
        drafts[event.flow] = draft
        return draft
    }

    private mutating func finish(_ end: FlowEnd, _ event: Event) {
        guard let draft = draft(of: event) else { return }
        drafts[event.flow] = nil
        let flow = draft.finish(end, event)
        entries += flow.entries.count
        if draft.isTruncated { isTruncated = true }
        flows.append((event.flow, flow))
    }
}
