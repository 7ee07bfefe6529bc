import Packets

/// The calls of one direction that want an answer and have none yet: one block of memory, as some never get one.
struct PendingCalls {
    struct Call {
        var transactionID: Double
        var index: Int
        var time: Timestamp
        /// publish and play are answered by onStatus on this message stream, not by `_result`.
        var statusStream: UInt32?
        var name: String
    }

    /// In the order in which they were made, each: the count of what follows, transaction id, index, time, whether
    /// there is a stream and which, name.
    private var packed: [UInt8] = []

    /// Bytes up to which the block is as long as what is in it: it holds the calls of nearly all flows.
    private static let smallCount = 256
    /// Bytes of a call, at least.
    private static let leastCount = 20

    var calls: [Call] {
        var calls: [Call] = []
        forEach { _, reader in
            calls.append(Self.call(&reader))
            return true
        }
        return calls
    }

    /// Commands that no peer answers, and answers themselves.
    private static let neverAnswered: Set<String> = [
        "_result", "_error", "onStatus", "onBWDone", "deleteStream", "closeStream", "close", "receiveAudio",
        "receiveVideo", "onFCPublish", "onFCUnpublish", "onFCSubscribe", "onFCUnsubscribe", "pong", "ping",
        "setPeerInfo", "initStream", "secureTokenResponse",
    ]

    /// - Parameter maximum: Calls remembered at once, at least 1.
    /// - Returns: Whether another was thrown out, because there were too many.
    mutating func note(
        name: String, transactionID: Double?, stream: UInt32, index: Int, time: Timestamp, maximum: Int
    ) -> Bool {
        let answersByStatus = name == "publish" || name == "play"
        guard !Self.neverAnswered.contains(name), let transactionID, transactionID != 0 || answersByStatus else {
            return false
        }
        let isFull = packed.count / Self.leastCount >= maximum && count >= maximum
        if isFull { removeFirst() }
        var call: [UInt8] = []
        call.append(bits: transactionID.bitPattern)
        call.append(varint: UInt64(bitPattern: Int64(index)))
        call.append(bits: UInt64(bitPattern: time.nanoseconds))
        call.append(answersByStatus ? 1 : 0)
        if answersByStatus { call.append(varint: UInt64(stream)) }
        call.append(word: name.utf8)
        var count: [UInt8] = []
        count.append(varint: UInt64(call.count))
        let needed = packed.count + count.count + call.count
        if needed <= Self.smallCount { packed.reserveCapacity(needed) }
        packed += count
        packed += call
        return isFull
    }

    /// The oldest call with this transaction id, which is answered thereby.
    mutating func answer(transactionID: Double) -> Call? {
        take { reader in Double(bitPattern: reader.bits()) == transactionID }
    }

    /// The oldest publish or play on a stream, answered by a status on it (or on stream 0, as some servers do).
    mutating func answer(statusOn stream: UInt32, verb: String) -> Call? {
        take { Self.statusStream(&$0) == stream && $0.text() == verb }
            ?? (stream == 0 ? take { Self.statusStream(&$0) != nil && $0.text() == verb } : nil)
    }

    // MARK: Packed

    private static func call(_ reader: inout PackedReader) -> Call {
        Call(
            transactionID: Double(bitPattern: reader.bits()), index: Int(truncatingIfNeeded: reader.varint()),
            time: Timestamp(nanoseconds: Int64(bitPattern: reader.bits())),
            statusStream: stream(&reader), name: reader.text())
    }

    private static func stream(_ reader: inout PackedReader) -> UInt32? {
        reader.byte() == 1 ? UInt32(truncatingIfNeeded: reader.varint()) : nil
    }

    /// Reads up to the name.
    private static func statusStream(_ reader: inout PackedReader) -> UInt32? {
        reader.position += 8
        _ = reader.varint()
        reader.position += 8
        return stream(&reader)
    }

    private var count: Int {
        var count = 0
        forEach { _, _ in
            count += 1
            return true
        }
        return count
    }

    /// Hands on the place of each call and a reader of it, until told to stop.
    private func forEach(_ body: (Range<Int>, inout PackedReader) -> Bool) {
        var reader = PackedReader(packed)
        while !reader.isAtEnd {
            let start = reader.position
            let count = Int(reader.varint())
            let end = reader.position + count
            guard body(start..<end, &reader) else { return }
            reader.position = end
        }
    }

    private mutating func take(_ isWanted: (inout PackedReader) -> Bool) -> Call? {
        var found: (range: Range<Int>, call: Call)?
        forEach { range, reader in
            let begin = reader.position
            guard isWanted(&reader) else { return true }
            reader.position = begin
            found = (range, Self.call(&reader))
            return false
        }
        guard let found else { return nil }
        remove(found.range)
        return found.call
    }

    private mutating func removeFirst() {
        var first: Range<Int>?
        forEach { range, _ in
            first = range
            return false
        }
        if let first { remove(first) }
    }

    private mutating func remove(_ range: Range<Int>) {
        packed.removeSubrange(range)
        // Most flows make their calls in the beginning, and none later.
        if packed.count <= Self.smallCount { packed = packed.fitted }
    }
}
