import Packets

/// The fragments of one datagram that have come so far.
struct FragmentedDatagram {
    /// What a fragment did to the datagram.
    enum Effect { case waiting, complete, spoiled }

    private struct Piece {
        var offset: Int
        var bytes: [UInt8]
        var end: Int { offset + bytes.count }
    }

    /// What one piece costs beside its bytes, roughly.
    static let pieceCost = 64

    /// Sorted and without overlap.
    private var pieces: [Piece] = []
    /// Known once the last fragment has come.
    private var length: Int?
    private(set) var protocolNumber: UInt8?
    private(set) var held = 0
    let firstTime: Timestamp
    /// Nothing more is taken; the rest of the fragments go the way of the first.
    private(set) var isSpoiled = false

    init(firstTime: Timestamp) { self.firstTime = firstTime }

    mutating func spoil() {
        pieces = []
        held = 0
        isSpoiled = true
    }

    var count: Int { pieces.count }

    /// Takes a fragment in. In IPv4 the bytes that came first win; in IPv6 an overlap spoils the datagram.
    mutating func insert(_ fragment: Fragment, _ bytes: RawSpan) -> Effect {
        let end = fragment.offset + bytes.byteCount
        if fragment.isLast {
            if let length, length != end { return .spoiled }
            length = end
        }
        if fragment.offset == 0 { protocolNumber = protocolNumber ?? fragment.protocolNumber }
        if fragment.isIPv6 {
            guard insertAlone(fragment.offset, bytes) else { return .spoiled }
        } else {
            insertAround(fragment.offset, bytes)
        }
        guard let length else { return .waiting }
        if let last = pieces.last, last.end > length { return .spoiled }
        return isContiguous(to: length) ? .complete : .waiting
    }

    /// Index of the first piece that ends behind `offset`.
    private func index(behind offset: Int) -> Int {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].end > offset { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private mutating func insertAlone(_ offset: Int, _ bytes: RawSpan) -> Bool {
        guard bytes.byteCount > 0 else { return true }
        let index = index(behind: offset)
        if index < pieces.count, pieces[index].offset < offset + bytes.byteCount {
            // The same fragment once more, as when a packet was captured twice, is no overlap.
            return pieces[index].offset == offset && bytes.withUnsafeBytes { $0.elementsEqual(pieces[index].bytes) }
        }
        insert(offset, bytes, at: index)
        return true
    }

    private mutating func insertAround(_ offset: Int, _ bytes: RawSpan) {
        let end = offset + bytes.byteCount
        var position = offset
        var index = index(behind: offset)
        while position < end {
            let next = index < pieces.count ? min(pieces[index].offset, end) : end
            if next > position {
                insert(position, bytes.extracting(position - offset..<next - offset), at: index)
                index += 1
            }
            guard index < pieces.count else { break }
            position = pieces[index].end
            index += 1
        }
    }

    private mutating func insert(_ offset: Int, _ bytes: RawSpan, at index: Int) {
        pieces.insert(Piece(offset: offset, bytes: bytes.withUnsafeBytes { [UInt8]($0) }), at: index)
        held += bytes.byteCount + Self.pieceCost
    }

    private func isContiguous(to length: Int) -> Bool {
        // Without overlap, as many bytes as the last one's end are all of them.
        held - pieces.count * Self.pieceCost == length
    }

    /// The datagram's bytes, once it is complete.
    func joined() -> [UInt8] {
        var whole: [UInt8] = []
        whole.reserveCapacity(held)
        for piece in pieces { whole += piece.bytes }
        return whole
    }
}
