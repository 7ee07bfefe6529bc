/// What all flows of a transcript may still hold together.
final class EntryBudget {
    private var entries: Int
    private var bytes: Int

    init(_ limits: TranscriptLimits) {
        entries = limits.entries
        bytes = limits.bytes
    }

    var isSpent: Bool { entries <= 0 || bytes <= 0 }

    /// - Returns: Whether there was room for another entry.
    func spend(_ place: EntryPlace) -> Bool {
        guard !isSpent else { return false }
        entries -= 1
        bytes -= min(place.length ?? 0, bytes)
        return true
    }
}
