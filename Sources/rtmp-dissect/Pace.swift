/// When a live run has to do something though nothing came: pure arithmetic on a clock that is handed in.
struct Pace {
    /// What is due.
    struct Due: OptionSet {
        let rawValue: Int

        /// What was rendered is to be written out.
        static let writing = Due(rawValue: 1)
        /// Folded runs are to be shown.
        static let folding = Due(rawValue: 2)
        /// Rates, drops and the status line are to be renewed, saved packets to be on disk.
        static let status = Due(rawValue: 4)
        /// The dissection is to be told that time passes.
        static let sweeping = Due(rawValue: 8)
        /// The run is over.
        static let end = Due(rawValue: 16)
    }

    private static let second: Int64 = 1_000_000_000
    /// A quarter of what a reader may wait for a message: reading, decoding and the kernel's block time come on top.
    static let writingInterval = second / 40
    static let foldingInterval = second * 19 / 10
    static let statusInterval = second
    static let sweepingInterval = second / 4

    private var nextWriting: Int64
    private var nextFolding: Int64
    private var nextStatus: Int64
    private var nextSweeping: Int64
    private let end: Int64?

    /// - Parameter duration: nanoseconds until the end; `nil` for no end.
    init(now: Int64, duration: Int64? = nil) {
        nextWriting = now + Self.writingInterval
        nextFolding = now + Self.foldingInterval
        nextStatus = now + Self.statusInterval
        nextSweeping = now + Self.sweepingInterval
        end = duration.map { now.addingReportingOverflow($0).overflow ? .max : now + $0 }
    }

    /// What is due now; it is due again an interval later.
    mutating func due(at now: Int64) -> Due {
        var due: Due = []
        if let end, now >= end { due.insert(.end) }
        if now >= nextWriting {
            due.insert(.writing)
            nextWriting = now + Self.writingInterval
        }
        if now >= nextFolding {
            due.insert(.folding)
            nextFolding = now + Self.foldingInterval
        }
        if now >= nextStatus {
            due.insert(.status)
            nextStatus = now + Self.statusInterval
        }
        if now >= nextSweeping {
            due.insert(.sweeping)
            nextSweeping = now + Self.sweepingInterval
        }
        return due
    }

    /// Milliseconds until something is due, where everything rendered has been written out.
    func pause(from now: Int64) -> Int {
        let next = min(nextFolding, nextStatus, nextSweeping, end ?? .max)
        return Int(max(0, next - now) / 1_000_000) + 1
    }
}
