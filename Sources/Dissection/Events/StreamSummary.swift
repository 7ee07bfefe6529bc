import Media

/// What a message stream that was published or played, or at least carried media, came to.
public struct StreamSummary: Sendable {
    public var identity: StreamIdentity
    /// publish or play was seen. If not, there was media all the same: the name is empty, and the role is what the
    /// direction of the media makes it.
    public var isNamed = true
    /// A status said so, or media came.
    public var isStarted: Bool
    public var tracks: [TrackStatistics]
    /// The last `onMetaData` on it.
    public var metadata: StreamMetadata?

    /// Where its metadata and its sequence headers contradict each other.
    public var disagreements: [MetadataDisagreement] {
        let video = first(.video)
        let audio = first(.audio)
        return metadata?.disagreements(
            with: video?.configuration, audio: audio?.configuration, videoCodec: video?.codec,
            audioCodec: audio?.codec) ?? []
    }

    /// ms from the first video timestamp to the first audio timestamp.
    public var skew: Int64? {
        guard let audio = first(.audio)?.firstTimestamp, let video = first(.video)?.firstTimestamp else { return nil }
        return audio - video
    }

    /// The default track.
    private func first(_ kind: TrackStatistics.Kind) -> TrackStatistics? {
        tracks.first { $0.kind == kind && $0.trackID == 0 }
    }
}
