import Packets

/// What is counted of one direction while its flow is open; the rest of its `DirectionTotals` is known at the end.
struct DirectionCounts {
    /// TCP payload, each byte once.
    var bytes = 0
    var messages = 0
    var cutMessages = 0
    var gaps = 0
    var missingBytes = 0
    /// When the last payload came; `nil` where none did.
    var lastData: Timestamp?
    /// Messages by type id.
    var types = TypeCounts()
}

extension DirectionTotals {
    init(_ counts: DirectionCounts) {
        self.init()
        bytes = counts.bytes
        messages = counts.messages
        cutMessages = counts.cutMessages
        gaps = counts.gaps
        missingBytes = counts.missingBytes
        lastData = counts.lastData
        types = counts.types.all
    }
}
