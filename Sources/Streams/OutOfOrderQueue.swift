import Packets

/// One sender's bytes that wait behind a hole: copied pieces in stream order that do not overlap.
///
/// Where two packets claim the same place the one that came first wins, as in the receivers of Linux and the BSDs;
/// but bytes win over the knowledge that bytes were cut off by the snap length.
struct OutOfOrderQueue {
    struct Piece {
        var offset: Int
        var length: Int
        /// The packet's bytes, of which the piece is `length` from `start` on; empty where the snap length cut them
        /// off.
        var bytes: [UInt8]
        var start: Int
        var packet: Int
        var time: Timestamp

        var end: Int { offset + length }
        var isMissing: Bool { bytes.isEmpty }
        var range: Range<Int> { start..<(isMissing ? start : start + length) }

        mutating func dropFirst(before limit: Int) {
            let count = min(limit - offset, length)
            guard count > 0 else { return }
            offset += count
            length -= count
            if !isMissing { start += count }
        }
    }

    struct Insertion {
        /// Bytes that were not in the queue before.
        var added = 0
        /// The same place held other bytes already.
        var conflicts = false
    }

    /// What a piece costs beside its bytes, as the limit over all flows counts it.
    static let pieceCost = 64

    private var pieces: [Piece] = []
    /// Pieces before it are taken; they are removed many at a time.
    private var head = 0
    /// Captured bytes in the queue.
    private(set) var byteCount = 0

    var count: Int { pieces.count - head }
    var isEmpty: Bool { pieces.count == head }
    var first: Piece? { isEmpty ? nil : pieces[head] }
    /// Offset of the first piece; a number beyond every offset when nothing waits.
    var firstOffset: Int { isEmpty ? .max : pieces[head].offset }
    /// End of the last piece; a number before every offset when nothing waits.
    var end: Int { isEmpty ? .min : pieces[pieces.count - 1].end }
    var cost: Int { byteCount + count * Self.pieceCost }

    mutating func insert(
        _ run: SegmentRun, of bytes: RawSpan, packet: Int, at time: Timestamp
    ) -> Insertion {
        var insertion = Insertion()
        insertion.conflicts = conflicts(with: run, of: bytes)
        discardMissing(in: run.offset..<run.capturedEnd)
        let before = byteCount
        fill(run.offset..<run.capturedEnd) { hole in
            let from = run.range.lowerBound + (hole.lowerBound - run.offset)
            let copied = bytes.extracting(from..<(from + hole.count)).withUnsafeBytes { unsafe [UInt8]($0) }
            return Piece(
                offset: hole.lowerBound, length: hole.count, bytes: copied, start: 0, packet: packet, time: time)
        }
        insertion.added = byteCount - before
        fill(run.capturedEnd..<run.end) { hole in
            insertion.added += hole.count
            return Piece(
                offset: hole.lowerBound, length: hole.count, bytes: [], start: 0, packet: packet, time: time)
        }
        return insertion
    }

    /// Takes the first piece out.
    mutating func takeFirst() -> Piece? {
        guard !isEmpty else { return nil }
        let piece = pieces[head]
        pieces[head].bytes = []
        byteCount -= piece.range.count
        head += 1
        if isEmpty {
            pieces.removeAll(keepingCapacity: pieces.count <= 64)
            head = 0
        } else if head >= 32, head * 2 >= pieces.count {
            pieces.removeFirst(head)
            head = 0
        }
        return piece
    }

    /// Makes room for bytes where so far it was only known that there are some.
    mutating func discardMissing(in range: Range<Int>) {
        guard !range.isEmpty else { return }
        var index = firstIndex(endingAfter: range.lowerBound)
        while index < pieces.count, pieces[index].offset < range.upperBound {
            guard pieces[index].isMissing else {
                index += 1
                continue
            }
            var behind = pieces[index]
            behind.dropFirst(before: range.upperBound)
            if pieces[index].offset < range.lowerBound {
                pieces[index].length = range.lowerBound - pieces[index].offset
                index += 1
                if behind.length > 0 { pieces.insert(behind, at: index) }
                if behind.length > 0 { return }
            } else if behind.length > 0 {
                pieces[index] = behind
                return
            } else {
                pieces.remove(at: index)
            }
        }
    }

    /// Whether the queue holds other bytes for the run's place than the run does.
    func conflicts(with run: SegmentRun, of bytes: RawSpan) -> Bool {
        var index = firstIndex(endingAfter: run.offset)
        while index < pieces.count, pieces[index].offset < run.capturedEnd {
            let piece = pieces[index]
            index += 1
            guard !piece.isMissing else { continue }
            let common = max(piece.offset, run.offset)..<min(piece.end, run.capturedEnd)
            let theirs = piece.start + (common.lowerBound - piece.offset)
            let ours = run.range.lowerBound + (common.lowerBound - run.offset)
            let isEqual = bytes.extracting(ours..<(ours + common.count)).withUnsafeBytes { new in
                unsafe piece.bytes[theirs..<(theirs + common.count)].elementsEqual(new)
            }
            if !isEqual { return true }
        }
        return false
    }

    /// The stream's first byte turned out to be elsewhere: moves all pieces, and drops what lies before it.
    mutating func shift(by distance: Int) {
        for index in head..<pieces.count { pieces[index].offset += distance }
        while let first, first.end <= 0 { _ = takeFirst() }
        guard !isEmpty, pieces[head].offset < 0 else { return }
        let before = pieces[head].range.count
        pieces[head].dropFirst(before: 0)
        byteCount -= before - pieces[head].range.count
    }

    /// Puts a piece into every part of `range` that no piece covers.
    private mutating func fill(_ range: Range<Int>, with piece: (Range<Int>) -> Piece) {
        guard !range.isEmpty else { return }
        var index = firstIndex(endingAfter: range.lowerBound)
        var position = range.lowerBound
        while position < range.upperBound {
            let next = index < pieces.count ? pieces[index].offset : .max
            if next > position {
                let new = piece(position..<min(next, range.upperBound))
                byteCount += new.range.count
                pieces.insert(new, at: index)
            }
            position = pieces[index].end
            index += 1
        }
    }

    /// Index of the first piece that ends behind `offset`; new pieces mostly belong at the end.
    private func firstIndex(endingAfter offset: Int) -> Int {
        if end <= offset { return pieces.count }
        var (low, high) = (head, pieces.count)
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].end <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
