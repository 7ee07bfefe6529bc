import Packets
import Streams

/// What is counted of one direction while its flow is open; the rest of its `DirectionTotals` is known at the end.
struct DirectionCounts {
    /// TCP payload, each byte once.
    private(set) var bytes = 0
    private var lastTime = Timestamp(nanoseconds: 0)

    /// When the last payload came; `nil` where none did.
    var lastData: Timestamp? { bytes > 0 ? lastTime : nil }

    mutating func add(_ count: Int, at time: Timestamp) {
        bytes += count
        lastTime = time
    }
}

/// What is counted where something went wrong.
struct DirectionLosses {
    var cutMessages = 0
    var gaps = 0
    var missingBytes = 0

    mutating func note(_ gap: StreamEvent.Gap) {
        gaps += 1
        missingBytes += gap.length
    }
}

extension DirectionTotals {
    init(_ counts: DirectionCounts, _ losses: DirectionLosses) {
        self.init()
        bytes = counts.bytes
        lastData = counts.lastData
        cutMessages = losses.cutMessages
        gaps = losses.gaps
        missingBytes = losses.missingBytes
    }
}
