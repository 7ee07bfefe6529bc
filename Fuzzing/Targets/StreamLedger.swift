import Streams

/// Holds an assembler to its word: `.opened` first, `.closed` last, each side's bytes and gaps one behind the other.
struct StreamLedger {
    private struct Entry {
        var next = [0, 0]
        /// Low byte of the sequence number less that of the offset, which never changes on a side.
        var shift: [UInt8?] = [nil, nil]
        var isClosed = false
    }

    var findings = Findings()
    private var entries: [Int: Entry] = [:]

    mutating func note(_ flow: FlowID, _ event: StreamEvent, _ span: RawSpan) {
        if case .opened = event {
            findings.expect(entries[flow.serial] == nil, "opened twice")
            entries[flow.serial] = Entry()
            return
        }
        guard let entry = entries[flow.serial] else {
            return findings.expect(false, "\(event) of a flow that was not opened")
        }
        findings.expect(!entry.isClosed, "\(event) behind the end")
        switch event {
        case .opened: break
        case .bytes(let bytes):
            let side = Int(bytes.side.rawValue)
            findings.expect(bytes.offset == entry.next[side], "bytes at \(bytes.offset), not \(entry.next[side])")
            findings.expect(!bytes.range.isEmpty, "no bytes")
            findings.expect(bytes.range.upperBound <= span.byteCount, "\(bytes.range) of \(span.byteCount)")
            entries[flow.serial]?.next[side] = bytes.offset + bytes.range.count
            check(span, bytes, of: flow, side)
        case .gap(let gap):
            let side = Int(gap.side.rawValue)
            findings.expect(gap.offset == entry.next[side], "gap at \(gap.offset), not \(entry.next[side])")
            findings.expect(gap.length > 0, "gap of \(gap.length)")
            entries[flow.serial]?.next[side] = gap.offset + gap.length
        case .ended: break
        case .closed: entries[flow.serial]?.isClosed = true
        }
    }

    /// The bytes are those that were sent with these sequence numbers.
    private mutating func check(_ span: RawSpan, _ bytes: StreamEvent.Bytes, of flow: FlowID, _ side: Int) {
        guard findings.first == nil, !bytes.range.isEmpty else { return }
        func shift(_ distance: Int) -> UInt8 {
            span.unsafeLoad(fromByteOffset: bytes.range.lowerBound + distance, as: UInt8.self)
                &- UInt8(truncatingIfNeeded: bytes.offset + distance)
        }
        let known = entries[flow.serial]?.shift[side] ?? shift(0)
        entries[flow.serial]?.shift[side] = known
        for distance in 0..<bytes.range.count where shift(distance) != known {
            findings.expect(false, "another byte than was sent at offset \(bytes.offset + distance)")
            return
        }
    }

    func finish() throws(BrokenPromise) {
        try findings.report()
        for (serial, entry) in entries { try promise(entry.isClosed, "flow \(serial) was not closed") }
    }
}
