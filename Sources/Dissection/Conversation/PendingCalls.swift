import Packets

/// The calls of one direction that want an answer and have none yet.
struct PendingCalls {
    struct Call {
        var name: String
        var transactionID: Double
        var index: Int
        var time: Timestamp
        /// publish and play are answered by onStatus on this message stream, not by `_result`.
        var statusStream: UInt32?
    }

    /// In the order in which they were made.
    private(set) var calls: [Call] = []
    /// Thrown out because there were too many.
    private(set) var forgotten = 0

    /// Calls remembered at once.
    let maximum: Int

    init(maximum: Int) { self.maximum = max(maximum, 1) }

    /// Commands that no peer answers, and answers themselves.
    private static let neverAnswered: Set<String> = [
        "_result", "_error", "onStatus", "onBWDone", "deleteStream", "closeStream", "close", "receiveAudio",
        "receiveVideo", "onFCPublish", "onFCUnpublish", "onFCSubscribe", "onFCUnsubscribe", "pong", "ping",
        "setPeerInfo", "initStream", "secureTokenResponse",
    ]

    mutating func note(name: String, transactionID: Double?, stream: UInt32, index: Int, time: Timestamp) {
        let answersByStatus = name == "publish" || name == "play"
        guard !Self.neverAnswered.contains(name), let transactionID, transactionID != 0 || answersByStatus else {
            return
        }
        if calls.count >= maximum {
            calls.removeFirst()
            forgotten += 1
        }
        calls.append(
            Call(
                name: name, transactionID: transactionID, index: index, time: time,
                statusStream: answersByStatus ? stream : nil))
    }

    /// The oldest call with this transaction id, which is answered thereby.
    mutating func answer(transactionID: Double) -> Call? {
        guard let index = calls.firstIndex(where: { $0.transactionID == transactionID }) else { return nil }
        return take(index)
    }

    /// The oldest publish or play on a stream, answered by a status on it (or on stream 0, as some servers do).
    mutating func answer(statusOn stream: UInt32, verb: String) -> Call? {
        let index =
            calls.firstIndex { $0.statusStream == stream && $0.name == verb }
            ?? (stream == 0 ? calls.firstIndex { $0.statusStream != nil && $0.name == verb } : nil)
        return index.map { take($0) }
    }

    private mutating func take(_ index: Int) -> Call {
        let call = calls.remove(at: index)
        // Most flows make their calls in the beginning, and none later.
        if calls.isEmpty { calls = [] }
        return call
    }
}
