import Bytes
import Packets

/// pcapng: blocks of a type, a length, a body and the length once more, in sections with a byte order each.
///
/// Read are sections, interfaces and packets (enhanced, simple, and the old packet block); blocks of other types
/// (names, statistics, secrets, custom ones) are stepped over.
struct PcapngReader {
    private enum BlockType {
        static let section: UInt32 = 0x0a0d_0d0a
        static let interface: UInt32 = 1
        static let packet: UInt32 = 2
        static let simplePacket: UInt32 = 3
        static let statistics: UInt32 = 5
        static let enhancedPacket: UInt32 = 6
    }

    /// Type and length in front of the body.
    static let blockHeaderSize = 8
    /// The smallest block: header, no body, length.
    static let smallestBlock = 12
    private static let mostInterfaces = 65_536

    /// What stands around packets, for copies.
    var framing: CaptureFraming?
    private var order = ByteOrder.little
    /// Those of the current section, which packets name by their index.
    private var sectionInterfaces: [(facts: CaptureInterface, clock: PcapngClock)] = []
    private(set) var comments = CaptureComments()
    /// Those of all sections.
    private(set) var interfaces: [CaptureInterface] = []
    private(set) var linkTypes: [LinkType] = []

    func orderBytes(_ number: UInt32) -> [UInt8] { order.bytes(number) }

    var format: String { order == .big ? "pcapng (big-endian)" : "pcapng" }

    /// - Parameter magic: the first four bytes, read in network order.
    static func recognizes(_ magic: UInt32) -> Bool { magic == BlockType.section }

    /// The next packet, its block whole in `buffer`; `nil` at the end.
    mutating func next(_ buffer: ReadBuffer) throws(ReadFailure) -> CaptureRecord? {
        guard let type = try advance(buffer) else { return nil }
        let extent = try wholeBlock(buffer)
        do throws(DecodeError) {
            return try packet(of: type, in: buffer.unread, extent: extent)
        } catch {
            throw ReadFailure(.damaged("packet block: \(error.reason)"), at: buffer.offset)
        }
    }

    /// Reads all blocks up to the next packet, and that one's type but no further; `nil` at the end.
    mutating func advance(_ buffer: ReadBuffer) throws(ReadFailure) -> UInt32? {
        while try buffer.fill(to: Self.blockHeaderSize) {
            let type = order.u32(buffer.unread, at: 0)
            switch type {
            case BlockType.packet, BlockType.simplePacket, BlockType.enhancedPacket: return type
            case BlockType.section: try section(buffer)
            case BlockType.interface: try interface(buffer)
            default: try skip(type, buffer)
            }
        }
        if buffer.available == 0 { return nil }
        throw ReadFailure(.cutOff(needed: Self.smallestBlock, available: buffer.available), at: buffer.offset)
    }

    private mutating func skip(_ type: UInt32, _ buffer: ReadBuffer) throws(ReadFailure) {
        let extent = try wholeBlock(buffer)
        if type == BlockType.statistics {
            framing?.note(block: UnsafeRawBufferPointer(rebasing: buffer.unread.prefix(extent)), order, fixed: 12)
        }
        buffer.consume(extent)
    }

    /// Makes sure that the block at the front is in `buffer` and agrees with itself; its length.
    private func wholeBlock(_ buffer: ReadBuffer) throws(ReadFailure) -> Int {
        let length = Int(order.u32(buffer.unread, at: 4))
        guard length >= Self.smallestBlock, length % 4 == 0, length <= CaptureRecord.longest else {
            throw ReadFailure(.damaged("block claims \(length) bytes"), at: buffer.offset)
        }
        guard try buffer.fill(to: length) else {
            throw ReadFailure(.cutOff(needed: length, available: buffer.available), at: buffer.offset)
        }
        let trailer = Int(order.u32(buffer.unread, at: length - 4))
        guard trailer == length else {
            throw ReadFailure(
                .damaged("block of \(length) bytes ends with the length \(trailer)"), at: buffer.offset)
        }
        return length
    }

    // MARK: Sections and interfaces

    private mutating func section(_ buffer: ReadBuffer) throws(ReadFailure) {
        guard try buffer.fill(to: Self.smallestBlock) else {
            throw ReadFailure(
                .cutOff(needed: Self.smallestBlock, available: buffer.available), at: buffer.offset)
        }
        let magic = ByteOrder.big.u32(buffer.unread, at: 8)
        switch magic {
        case 0x1a2b_3c4d: order = .big
        case 0x4d3c_2b1a: order = .little
        default:
            let digits = String(magic, radix: 16)
            throw ReadFailure(.damaged("section has the byte-order magic 0x\(digits)"), at: buffer.offset)
        }
        let extent = try wholeBlock(buffer)
        sectionInterfaces.removeAll(keepingCapacity: true)
        do throws(DecodeError) {
            var reader = ByteReader(buffer.unread.bytes)
            try reader.skip(12)
            let version = try order.u16(&reader)
            guard version == 1 else {
                throw DecodeError(.invalid(what: "major version", value: UInt64(version)), at: 12)
            }
            // Minor version, section length.
            try reader.skip(10)
            var options = try reader.limited(to: extent - 4 - reader.position)
            while let option = nextOption(&options) {
                if option.code == 1 { comments.addSectionComment(options.copy(option.value)) }
            }
        } catch {
            throw ReadFailure(.damaged("section block: \(error.reason)"), at: buffer.offset)
        }
        framing?.note(
            block: UnsafeRawBufferPointer(rebasing: buffer.unread.prefix(extent)), order, fixed: 16, isSection: true)
        buffer.consume(extent)
    }

    private mutating func interface(_ buffer: ReadBuffer) throws(ReadFailure) {
        let extent = try wholeBlock(buffer)
        do throws(DecodeError) {
            var reader = ByteReader(buffer.unread.bytes)
            try reader.skip(Self.blockHeaderSize)
            var body = try reader.limited(to: extent - Self.smallestBlock)
            try interface(&body)
        } catch {
            throw ReadFailure(.damaged("interface block: \(error.reason)"), at: buffer.offset)
        }
        framing?.note(
            block: UnsafeRawBufferPointer(rebasing: buffer.unread.prefix(extent)), order, fixed: 8,
            keeping: CaptureFraming.interfaceOptions)
        buffer.consume(extent)
    }

    private mutating func interface(_ reader: inout ByteReader) throws(DecodeError) {
        guard interfaces.count < Self.mostInterfaces else {
            throw DecodeError(.limit(what: "number of interfaces", bound: Self.mostInterfaces), at: reader.position)
        }
        let linkType = LinkType(rawValue: try order.u16(&reader))
        try reader.skip(2)
        let length = try order.u32(&reader)
        var facts = CaptureInterface(linkType: linkType, snapshotLength: length == 0 ? nil : Int(length))
        var clock = PcapngClock()
        var offset: Int64 = 0
        while let option = nextOption(&reader) {
            switch (option.code, option.value.count) {
            case (1, _):
                comments.interfaceCount += 1
            case (2, _):
                facts.name = String(decoding: reader.copy(option.value), as: UTF8.self)
            case (9, 1):
                clock = PcapngClock(resolution: reader.copy(option.value)[0])
            case (14, 8):
                let behind = reader.position
                reader.move(to: option.value.lowerBound)
                offset = Int64(bitPattern: try order.u64(&reader))
                reader.move(to: behind)
            default:
                break
            }
        }
        clock.offset = offset
        sectionInterfaces.append((facts, clock))
        interfaces.append(facts)
        if !linkTypes.contains(linkType) { linkTypes.append(linkType) }
    }

    /// The next option and where its value lies; `nil` at the end.
    ///
    /// Options that run out of their block are no reason to give up its packet: they are left unread.
    private func nextOption(_ reader: inout ByteReader) -> (code: UInt16, value: Range<Int>)? {
        do throws(DecodeError) {
            let code = try order.u16(&reader)
            let count = Int(try order.u16(&reader))
            guard code != 0 else { return nil }
            let value = try reader.take(count)
            try reader.skip(min(-count & 3, reader.remaining))
            return (code, value)
        } catch {
            return nil
        }
    }

    // MARK: Packets

    private mutating func packet(
        of type: UInt32, in block: UnsafeRawBufferPointer, extent: Int
    ) throws(DecodeError) -> CaptureRecord {
        var whole = ByteReader(block.bytes)
        try whole.skip(Self.blockHeaderSize)
        var reader = try whole.limited(to: extent - Self.smallestBlock)
        if type == BlockType.simplePacket { return try simplePacket(&reader, extent: extent) }

        let number: Int
        if type == BlockType.enhancedPacket {
            number = Int(try order.u32(&reader))
        } else {
            number = Int(try order.u16(&reader))
            // A drop count.
            try reader.skip(2)
        }
        guard number < sectionInterfaces.count else {
            throw DecodeError(.invalid(what: "interface, of which there is none,", value: UInt64(number)), at: 8)
        }
        let high = UInt64(try order.u32(&reader))
        let low = UInt64(try order.u32(&reader))
        let captured = Int(try order.u32(&reader))
        let original = Int(try order.u32(&reader))
        let data = try reader.take(captured)
        if reader.remaining >= 4 {
            try reader.skip(min(-captured & 3, reader.remaining))
            while let option = nextOption(&reader) {
                if option.code == 1 { comments.packetCount += 1 }
            }
        }
        return CaptureRecord(
            time: sectionInterfaces[number].clock.time(ticks: high << 32 | low),
            linkType: sectionInterfaces[number].facts.linkType,
            originalLength: max(original, captured), data: data, extent: extent)
    }

    /// No time, no captured length: it is what interface 0 and the block's size allow.
    private func simplePacket(_ reader: inout ByteReader, extent: Int) throws(DecodeError) -> CaptureRecord {
        guard let interface = sectionInterfaces.first else {
            throw DecodeError(.invalid(what: "interface, of which there is none,", value: 0), at: 8)
        }
        let original = Int(try order.u32(&reader))
        let promised = min(original, interface.facts.snapshotLength ?? .max)
        let data = try reader.take(promised)
        return CaptureRecord(
            time: Timestamp(nanoseconds: 0), linkType: interface.facts.linkType, originalLength: original,
            data: data, extent: extent)
    }
}
