/// How the text report is to look.
public struct TextOptions: Sendable {
    public enum MediaDetail: String, CaseIterable, Sendable {
        /// Runs of audio and video in one line each.
        case summary
        /// A line a message.
        case all
        /// No audio and no video but sequence headers that say something new.
        case none
    }

    public var media = MediaDetail.summary
    /// Lines are wrapped to this many columns.
    public var width = 100
    public var colour = false
    /// Payload bytes under each message.
    public var hex = false
    /// One flow after the other, each as it ends.
    public var byFlow = false
    /// Flows and totals only.
    public var summaryOnly = false

    public init() {}
}
