/// Lengths of groups of pictures: from a key frame to the next.
public struct GroupLengths: Sendable {
    public private(set) var count = 0
    /// ms.
    public private(set) var minimum: Int64 = 0
    public private(set) var maximum: Int64 = 0
    private var total: Int64 = 0
    /// Frames.
    public private(set) var maximumFrames = 0
    public private(set) var minimumFrames = 0
    private var start: Int64?
    private var frames = 0

    mutating func keyFrame(at timestamp: Int64) {
        if let start {
            let length = timestamp - start
            minimum = count == 0 ? length : min(minimum, length)
            maximum = max(maximum, length)
            minimumFrames = count == 0 ? frames : min(minimumFrames, frames)
            maximumFrames = max(maximumFrames, frames)
            total += length
            count += 1
        }
        start = timestamp
        frames = 0
    }

    /// Timestamps jump: the group at hand has no length.
    mutating func interrupt() { start = nil }

    mutating func frame() { frames += 1 }

    /// ms.
    public var mean: Double? { count == 0 ? nil : Double(total) / Double(count) }
}
