extension VideoTag {
    /// Whether it is a frame of a codec that the legacy header names, with nothing that is worth a second look: no
    /// problem, no sequence header, no command, no extension, and a usual composition time.
    public var isOrdinaryFrame: Bool {
        guard problem == nil, !isEnhanced, let codecID, codec != nil, codecID < Self.extensions, isCodedFrames,
            length > headerLength, tracks.isEmpty, body.content == nil
        else { return false }
        return compositionTime.map { Self.usualCompositionTimes.contains($0) } ?? true
    }

    /// ms; sixteen pictures at one a second and a half reorder over less.
    public static let usualCompositionTimes: ClosedRange<Int32> = 0...10_000

    // 12 and 13 are what some took for HEVC and AV1 before Enhanced RTMP.
    private static let extensions: UInt8 = 12
}
