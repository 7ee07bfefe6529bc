import Packets

/// Capture files as bytes, of every format that is read.
///
///     let file = CaptureBuilder.pcap([.init(frame, at: 1_700_000_000_000_000_000)])
///     let file = CaptureBuilder.pcapng(order: .big) { $0.interface(.ethernet); $0.packet(.init(frame)) }
public struct CaptureBuilder {
    /// Of the machine that wrote the file.
    public enum ByteOrder: Sendable, CaseIterable { case little, big }

    /// A packet to be written.
    public struct Record: Sendable {
        /// What was captured.
        public var bytes: [UInt8]
        /// Nanoseconds since 1970.
        public var time: Int64
        /// More than `bytes.count` for a packet that the snap length cut.
        public var originalLength: Int

        /// A packet; without an original length it was captured whole.
        public init(_ bytes: [UInt8], at time: Int64 = 0, originalLength: Int? = nil) {
            self.bytes = bytes
            self.time = time
            self.originalLength = originalLength ?? bytes.count
        }
    }

    /// The file so far.
    public private(set) var bytes: [UInt8] = []
    private var order: ByteOrder

    private init(order: ByteOrder) { self.order = order }

    // MARK: pcap and snoop

    /// A classic pcap file. `linkField` is the whole 32-bit field, FCS bits included.
    public static func pcap(
        _ records: [Record], linkType: LinkType = .ethernet, linkField: UInt32? = nil, order: ByteOrder = .little,
        nanoseconds: Bool = false, modified: Bool = false, snapshotLength: UInt32 = 262_144
    ) -> [UInt8] {
        var builder = CaptureBuilder(order: order)
        builder.u32(modified ? 0xa1b2_cd34 : nanoseconds ? 0xa1b2_3c4d : 0xa1b2_c3d4)
        builder.u16(2)
        builder.u16(4)
        builder.u32(0)
        builder.u32(0)
        builder.u32(snapshotLength)
        builder.u32(linkField ?? UInt32(linkType.rawValue))
        for record in records {
            builder.u32(UInt32(record.time / 1_000_000_000))
            builder.u32(UInt32(record.time % 1_000_000_000 / (nanoseconds ? 1 : 1000)))
            builder.u32(UInt32(record.bytes.count))
            builder.u32(UInt32(record.originalLength))
            // The modified format: interface index, protocol, packet type, padding.
            if modified { builder.bytes += [1, 0, 0, 0, 8, 0, 4, 0] }
            builder.bytes += record.bytes
        }
        return builder.bytes
    }

    /// A snoop file of Ethernet frames.
    public static func snoop(_ records: [Record]) -> [UInt8] {
        var builder = CaptureBuilder(order: .big)
        builder.bytes += Array("snoop".utf8) + [0, 0, 0]
        builder.u32(2)
        builder.u32(4)
        for record in records {
            let padding = -record.bytes.count & 3
            builder.u32(UInt32(record.originalLength))
            builder.u32(UInt32(record.bytes.count))
            builder.u32(UInt32(24 + record.bytes.count + padding))
            builder.u32(0)
            builder.u32(UInt32(record.time / 1_000_000_000))
            builder.u32(UInt32(record.time % 1_000_000_000 / 1000))
            builder.bytes += record.bytes + [UInt8](repeating: 0, count: padding)
        }
        return builder.bytes
    }

    // MARK: pcapng

    /// One section of a pcapng file, with its header and what `body` adds. Sections may be concatenated.
    public static func pcapng(
        order: ByteOrder = .little, comment: String? = nil, _ body: (inout CaptureBuilder) -> Void
    ) -> [UInt8] {
        var builder = CaptureBuilder(order: order)
        builder.block(0x0a0d_0d0a) { block in
            block.u32(0x1a2b_3c4d)
            block.u16(1)
            block.u16(0)
            // Section length unknown.
            block.u32(0xffff_ffff)
            block.u32(0xffff_ffff)
            if let comment { block.options([(1, Array(comment.utf8))]) }
        }
        body(&builder)
        return builder.bytes
    }

    /// An interface block. Its number is the count of those before it in the section.
    public mutating func interface(
        _ linkType: LinkType, name: String? = nil, snapshotLength: UInt32 = 0, resolution: UInt8? = nil,
        timeOffset: Int64? = nil, comment: String? = nil
    ) {
        block(1) { block in
            block.u16(linkType.rawValue)
            block.u16(0)
            block.u32(snapshotLength)
            var options: [(UInt16, [UInt8])] = []
            if let comment { options.append((1, Array(comment.utf8))) }
            if let name { options.append((2, Array(name.utf8))) }
            if let resolution { options.append((9, [resolution])) }
            if let timeOffset {
                var value = CaptureBuilder(order: block.order)
                value.u64(UInt64(bitPattern: timeOffset))
                options.append((14, value.bytes))
            }
            if !options.isEmpty { block.options(options) }
        }
    }

    /// An enhanced packet block; `ticks` in the interface's unit stand for the record's time in microseconds.
    public mutating func packet(
        _ record: Record, interface: UInt32 = 0, ticks: UInt64? = nil, comment: String? = nil
    ) {
        block(6) { block in
            block.u32(interface)
            let ticks = ticks ?? UInt64(record.time / 1000)
            block.u32(UInt32(ticks >> 32))
            block.u32(UInt32(ticks & 0xffff_ffff))
            block.u32(UInt32(record.bytes.count))
            block.u32(UInt32(record.originalLength))
            block.padded(record.bytes)
            if let comment { block.options([(1, Array(comment.utf8))]) }
        }
    }

    /// A simple packet block: no time, no captured length.
    public mutating func simplePacket(_ record: Record) {
        block(3) { block in
            block.u32(UInt32(record.originalLength))
            block.padded(record.bytes)
        }
    }

    /// The packet block of old versions.
    public mutating func obsoletePacket(_ record: Record, interface: UInt16 = 0) {
        block(2) { block in
            block.u16(interface)
            block.u16(0xffff)
            let ticks = UInt64(record.time / 1000)
            block.u32(UInt32(ticks >> 32))
            block.u32(UInt32(ticks & 0xffff_ffff))
            block.u32(UInt32(record.bytes.count))
            block.u32(UInt32(record.originalLength))
            block.padded(record.bytes)
        }
    }

    /// A block of any type: names (4), statistics (5), secrets (10), custom (0xBAD), unknown.
    public mutating func block(_ type: UInt32, _ body: [UInt8]) {
        block(type) { $0.padded(body) }
    }

    // MARK: Parts

    private mutating func block(_ type: UInt32, _ body: (inout CaptureBuilder) -> Void) {
        var inner = CaptureBuilder(order: order)
        body(&inner)
        u32(type)
        u32(UInt32(12 + inner.bytes.count))
        bytes += inner.bytes
        u32(UInt32(12 + inner.bytes.count))
    }

    private mutating func options(_ options: [(code: UInt16, value: [UInt8])]) {
        for option in options {
            u16(option.code)
            u16(UInt16(option.value.count))
            padded(option.value)
        }
        u32(0)
    }

    private mutating func padded(_ value: [UInt8]) {
        bytes += value + [UInt8](repeating: 0, count: -value.count & 3)
    }

    private mutating func u16(_ value: UInt16) { append(UInt64(value), 2) }
    private mutating func u32(_ value: UInt32) { append(UInt64(value), 4) }
    private mutating func u64(_ value: UInt64) { append(value, 8) }

    private mutating func append(_ value: UInt64, _ count: Int) {
        let little = (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
        bytes += order == .little ? little : little.reversed()
    }
}
