extension AudioTag {
    /// Whether it is a frame of a codec that the legacy header names, with nothing that is worth a second look: no
    /// problem, no sequence header, no extension, and for AAC the bits that are fixed for it.
    public var isOrdinaryFrame: Bool {
        guard problem == nil, !isEnhanced, let codecID, codec != nil, codecID != Self.opus, isCodedFrames,
            length > headerLength, tracks.isEmpty, body.content == nil, !hasADTS
        else { return false }
        guard codecID == Self.aac else { return true }
        return sound.map { $0.rateCode == 3 && $0.typeCode == 1 } ?? false
    }

    // Adobe FLV § E.4.2.1; 13 is what some took for Opus before Enhanced RTMP.
    private static let aac: UInt8 = 10
    private static let opus: UInt8 = 13
}
