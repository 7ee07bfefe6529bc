import Packets

/// Puts IP datagrams together from their fragments, in whatever order these come.
///
/// What it holds is bounded by `FragmentLimits`; what it had to throw away is counted.
struct FragmentReassembler {
    var limits = FragmentLimits()
    private(set) var counts = FragmentCounts()
    private var datagrams: [Fragment.Key: FragmentedDatagram] = [:]
    private var held = 0

    /// What an entry costs without any fragment, roughly.
    private static let entryCost = 256

    /// Takes a fragment; gives the datagram's payload and its protocol once all of it is there.
    ///
    /// - Parameter isWhole: all of the fragment was captured.
    mutating func receive(
        _ fragment: Fragment, _ bytes: RawSpan, isWhole: Bool, at time: Timestamp
    ) -> (payload: [UInt8], protocolNumber: UInt8)? {
        if let known = datagrams[fragment.key], time.since(known.firstTime) > limits.time {
            remove(fragment.key)
            if !known.isSpoiled { counts.timedOut += 1 }
        }
        if datagrams[fragment.key] == nil {
            makeRoom(for: 1, at: time)
            datagrams[fragment.key] = FragmentedDatagram(firstTime: time)
            held += Self.entryCost
        }
        guard datagrams[fragment.key]?.isSpoiled == false else { return nil }
        // Fragments but the last hold a multiple of 8 bytes, or the next one could not begin at their end.
        if !isWhole {
            spoil(fragment.key, \.cutShort)
        } else if fragment.offset + bytes.byteCount > limits.datagramBytes
            || !fragment.isLast && bytes.byteCount % 8 != 0
        {
            spoil(fragment.key, \.invalid)
        } else {
            return insert(fragment, bytes, at: time)
        }
        return nil
    }

    private mutating func insert(
        _ fragment: Fragment, _ bytes: RawSpan, at time: Timestamp
    ) -> (payload: [UInt8], protocolNumber: UInt8)? {
        let key = fragment.key
        let before = datagrams[key]?.held ?? 0
        let effect = datagrams[key]?.insert(fragment, bytes)
        held += (datagrams[key]?.held ?? 0) - before
        switch effect {
        case .spoiled:
            spoil(key, \.overlapping)
        case .complete:
            guard let whole = datagrams[key], let protocolNumber = whole.protocolNumber else { return nil }
            remove(key)
            counts.completed += 1
            return (whole.joined(), protocolNumber)
        case .waiting, nil:
            if let count = datagrams[key]?.count, count > limits.fragmentsPerDatagram { spoil(key, \.evicted) }
            makeRoom(for: 0, at: time)
        }
        return nil
    }

    private mutating func spoil(_ key: Fragment.Key, _ counter: WritableKeyPath<FragmentCounts, Int>) {
        held -= datagrams[key]?.held ?? 0
        datagrams[key]?.spoil()
        counts[keyPath: counter] += 1
    }

    private mutating func remove(_ key: Fragment.Key) {
        guard let datagram = datagrams.removeValue(forKey: key) else { return }
        held -= datagram.held + Self.entryCost
    }

    /// Gives up what waited too long, and then what waited longest, until the limits are kept.
    private mutating func makeRoom(for more: Int, at time: Timestamp) {
        guard datagrams.count + more > limits.datagrams || held > limits.totalBytes else { return }
        for (key, datagram) in datagrams where time.since(datagram.firstTime) > limits.time {
            remove(key)
            if !datagram.isSpoiled { counts.timedOut += 1 }
        }
        while datagrams.count + more > limits.datagrams || held > limits.totalBytes {
            guard let oldest = datagrams.min(by: { $0.value.firstTime < $1.value.firstTime }) else { return }
            remove(oldest.key)
            if !oldest.value.isSpoiled { counts.evicted += 1 }
        }
    }

    /// Counts what is still incomplete as given up; for the end of a capture.
    mutating func finish() {
        for datagram in datagrams.values where !datagram.isSpoiled { counts.timedOut += 1 }
        datagrams = [:]
        held = 0
    }
}
