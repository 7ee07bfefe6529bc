import Media

/// From a coded frame to the next of the same track.
public struct TimestampStep: Sendable {
    var key: TrackKey
    var timestamp: UInt32
    var codec: Codec?
    var compositionTime: Int32?
    var before: UInt32
    /// ms; the short way round the 32-bit circle.
    var milliseconds: Int64
    /// Nanoseconds between the two on the wire.
    var wire: Int64
    /// Frames of this track before this one.
    var frames: Int
    /// The largest step ahead before this one, ms.
    var largest: Int64
}
