import Streams

/// What the messages of a flow have told so far, and its connection before and around them: what is not asked for with
/// every packet, so that it can rest folded in between.
struct FlowRecord {
    /// `nil` before the flow is announced.
    var opening: FlowOpening?
    var ledger = HandshakeLedger()
    var conversation: Conversation
    var statistics = StreamStatistics()
    var types = ByDirection(TypeCounts())
    var losses = ByDirection(DirectionLosses())
    var closedBy: Direction?
    var firstEnding: StreamEvent.Ending?

    init(maximumCalls: Int) { conversation = Conversation(maximumCalls: maximumCalls) }

    mutating func note(_ ending: StreamEvent.Ending, by direction: Direction) {
        closedBy = closedBy ?? direction
        firstEnding = firstEnding ?? ending
    }

    /// Those that were named, then those that only carried media.
    var streams: [StreamSummary] {
        let tracks = statistics.tracks
        var result = conversation.identities.map { identity in
            summary(of: identity, isNamed: true, tracks.filter { $0.messageStreamID == identity.id })
        }
        for track in tracks {
            let id = track.messageStreamID
            let role: StreamIdentity.Role = track.direction == .clientToServer ? .publish : .play
            guard !result.contains(where: { $0.identity.id == id && ($0.isNamed || $0.identity.role == role) }) else {
                continue
            }
            let identity = StreamIdentity(id: id, role: role, name: "", app: conversation.app)
            let own = tracks.filter { $0.messageStreamID == id && $0.direction == track.direction }
            result.append(summary(of: identity, isNamed: false, own))
        }
        return result
    }

    private func summary(of identity: StreamIdentity, isNamed: Bool, _ tracks: [TrackStatistics]) -> StreamSummary {
        StreamSummary(
            identity: identity, isNamed: isNamed, isStarted: !isNamed || conversation.isIntroduced(identity.id),
            tracks: tracks, metadata: statistics.metadata(of: identity.id))
    }
}
