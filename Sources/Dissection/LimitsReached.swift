import Segments

/// What of a capture was given up to keep within bounds, beside what its flows tell themselves.
public struct LimitsReached: Equatable, Sendable {
    /// TCP flows closed because there were more than `StreamLimits.flows`.
    public var evictedFlows = 0
    /// TCP flows not looked at any longer because more than `DissectionOptions.maximumHeldInAll` was held of flows
    /// that might have been RTMP.
    public var unrecognisedFlows = 0
    /// Calls forgotten while they waited for an answer, because there were more than
    /// `DissectionOptions.maximumCalls`.
    public var forgottenCalls = 0
    /// IP datagrams that were not put together: given up to keep within `FragmentLimits`, or for another reason.
    public var evictedDatagrams = 0
    public var incompleteDatagrams = 0

    /// Nothing was given up.
    public init() {}

    mutating func note(_ fragments: FragmentCounts) {
        evictedDatagrams = fragments.evicted
        incompleteDatagrams = fragments.lost - fragments.evicted
    }
}
