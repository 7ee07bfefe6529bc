import Bytes

/// Bytes of one direction kept until it is known how to read them, with the holes between them in their places.
///
/// A hole takes no memory: it is where two stretches do not touch.
struct HeldStream {
    /// Bytes without a hole.
    struct Stretch {
        /// In the direction's byte stream.
        var offset: Int
        /// In `bytes`.
        var index: Int
        var count: Int

        var end: Int { offset + count }
    }

    /// What stands at an offset, up to where packet or stretch ends.
    enum Piece {
        case bytes(Range<Int>, packet: Int)
        case hole(Int, packet: Int)
    }

    private(set) var bytes: [UInt8] = []
    private(set) var stretches: [Stretch] = []
    /// The packet that each run of bytes from `index` on came in.
    private var packets: [(index: Int, packet: Int)] = []
    /// Offset behind the last byte or hole.
    private(set) var end = 0
    /// Number of the last packet that brought something.
    private(set) var lastPacket = 0

    /// Forgets everything; what is appended next begins at `offset`.
    mutating func begin(at offset: Int) {
        // Nothing is kept for the next time: a flow may never lose its boundary again, and there are many flows.
        bytes = []
        stretches = []
        packets = []
        end = offset
    }

    mutating func append(_ piece: RawSpan, _ range: Range<Int>, packet: Int) {
        guard !range.isEmpty else { return }
        if let last = stretches.indices.last, stretches[last].end == end {
            stretches[last].count += range.count
        } else {
            stretches.append(Stretch(offset: end, index: bytes.count, count: range.count))
        }
        if packets.last?.packet != packet { packets.append((bytes.count, packet)) }
        bytes.append(piece, range)
        end += range.count
        lastPacket = packet
    }

    mutating func appendHole(_ count: Int, packet: Int) {
        end += count
        lastPacket = packet
    }

    /// The stretch with the byte at `offset`, or the first one behind it; `stretches.count` where nothing follows.
    func stretch(at offset: Int) -> Int {
        var low = 0
        var high = stretches.count
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].end <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The index in `bytes` of the first byte at or behind `offset`.
    func index(of offset: Int) -> Int {
        let stretch = stretch(at: offset)
        guard stretch < stretches.count else { return bytes.count }
        return stretches[stretch].index + max(offset - stretches[stretch].offset, 0)
    }

    /// The offset behind the first `count` bytes of `bytes`, where there are so many and at least one.
    func offset(behind count: Int) -> Int {
        var low = 0
        var high = stretches.count
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].index + stretches[middle].count < count { low = middle + 1 } else { high = middle }
        }
        guard low < stretches.count else { return end }
        return stretches[low].offset + (count - stretches[low].index)
    }

    /// `nil` at the end.
    func piece(at offset: Int) -> Piece? {
        guard offset < end else { return nil }
        let number = stretch(at: offset)
        guard number < stretches.count else { return .hole(end - offset, packet: lastPacket) }
        let stretch = stretches[number]
        let run = packetRun(at: stretch.index + max(offset - stretch.offset, 0))
        if offset < stretch.offset { return .hole(stretch.offset - offset, packet: run.packet) }
        let index = stretch.index + (offset - stretch.offset)
        return .bytes(index..<min(stretch.index + stretch.count, run.end), packet: run.packet)
    }

    /// The number of the packet with the byte at or behind `offset`.
    func packet(at offset: Int) -> Int {
        let index = index(of: offset)
        return index < bytes.count ? packetRun(at: index).packet : lastPacket
    }

    private func packetRun(at index: Int) -> (packet: Int, end: Int) {
        var low = 0
        var high = packets.count
        while low < high {
            let middle = (low + high) / 2
            if packets[middle].index <= index { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return (lastPacket, bytes.count) }
        return (packets[low - 1].packet, low < packets.count ? packets[low].index : bytes.count)
    }

    /// Forgets what lies before `offset`.
    mutating func drop(before offset: Int) {
        let index = index(of: offset)
        let packet = packet(at: offset)
        let first = stretch(at: offset)
        stretches.removeFirst(first)
        if !stretches.isEmpty {
            let cut = max(offset - stretches[0].offset, 0)
            stretches[0].offset += cut
            stretches[0].count -= cut
            stretches[0].index += cut
        }
        for number in stretches.indices { stretches[number].index -= index }
        packets.removeAll { $0.index <= index }
        for number in packets.indices { packets[number].index -= index }
        if index < bytes.count { packets.insert((0, packet), at: 0) }
        bytes.removeFirst(index)
    }
}
