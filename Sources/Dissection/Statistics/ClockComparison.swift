/// How the media's timestamps advance beside the capture's clock.
public struct ClockComparison: Equatable, Sendable {
    // Sums for a line through (wire seconds, media minus wire seconds), from the first pair on.
    private var count = 0.0
    private var sumX = 0.0
    private var sumY = 0.0
    private var sumXX = 0.0
    private var sumXY = 0.0

    mutating func add(wire: Double, media: Double) {
        let lead = media - wire
        count += 1
        sumX += wire
        sumY += lead
        sumXX += wire * wire
        sumXY += wire * lead
    }

    /// Beyond this it is no clock that is off: media was sent faster or slower than it is played.
    private static let maximumPPM = 50_000.0

    /// Parts per million by which the media clock runs fast (or slow, negative) against the wire; `nil` below 5 s of
    /// wire time, where bursts hide it.
    public var driftPPM: Double? {
        let denominator = count * sumXX - sumX * sumX
        guard count >= 50, denominator > 0, sumXX / count > 8 else { return nil }
        let ppm = (count * sumXY - sumX * sumY) / denominator * 1e6
        return ppm.magnitude <= Self.maximumPPM ? ppm : nil
    }
}
