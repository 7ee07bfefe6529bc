/// What is known of what a TCP connection speaks.
public enum FlowStanding: Sendable {
    /// Too little was seen to tell.
    case undecided
    /// RTMP, RTMPE, or RTMP inside HTTP.
    case rtmp
    case other
}
