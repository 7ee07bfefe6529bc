/// Of a side's `SideFacts` those that only an eventful side has, while its flow is open. Segments are counted modulo
/// 2³².
struct RareFacts {
    var retransmittedSegments: UInt32 = 0
    var outOfOrderSegments: UInt32 = 0
    var duplicatedPackets: UInt32 = 0
    var keepAlives: UInt32 = 0
    var zeroWindows: UInt32 = 0
    var conflictingSegments: UInt32 = 0
    var ignoredSegments: UInt32 = 0
    var retransmittedBytes = 0
    /// Nanoseconds.
    var longestZeroWindow: Int64 = 0
    var retransmissions = TransportSpans()
    var reorderings = TransportSpans()
    var closedWindows = TransportSpans()
    var acknowledgementWaits = TransportSpans()
}

extension SideFacts {
    init(_ rare: RareFacts) {
        self.init()
        retransmittedSegments = Int(rare.retransmittedSegments)
        outOfOrderSegments = Int(rare.outOfOrderSegments)
        duplicatedPackets = Int(rare.duplicatedPackets)
        keepAlives = Int(rare.keepAlives)
        zeroWindows = Int(rare.zeroWindows)
        conflictingSegments = Int(rare.conflictingSegments)
        ignoredSegments = Int(rare.ignoredSegments)
        retransmittedBytes = rare.retransmittedBytes
        longestZeroWindow = rare.longestZeroWindow
        retransmissions = rare.retransmissions
        reorderings = rare.reorderings
        closedWindows = rare.closedWindows
        acknowledgementWaits = rare.acknowledgementWaits
    }
}
