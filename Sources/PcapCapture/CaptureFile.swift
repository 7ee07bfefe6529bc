import Packets

/// The packets of a capture file: pcap, pcapng or snoop, plain or compressed with gzip.
///
/// A packet is delivered as soon as its bytes are there, so a pipe from a running capture can be followed. When the
/// input turns out cut off or damaged, `next` throws once, after all packets before that place; then it is at its end.
public struct CaptureFile: PacketSource {
    private enum Format { case pcap, pcapng, snoop }

    /// As the user named it; "standard input" for "-".
    public let name: String
    /// Packets read so far, those that the filter kept back included.
    public private(set) var packets = 0

    let buffer: ReadBuffer
    private let isCompressed: Bool
    private let filter: PacketFilter?
    private var isFinished = false

    // One of these is in use. They stand beside the enum, not in it: taking them out and back would copy them.
    private var kind: Format
    private var pcap = PcapReader()
    private var pcapng = PcapngReader()
    private var snoop = SnoopReader()

    /// Opens a file.
    /// - Parameters:
    ///   - path: "-" is standard input.
    ///   - filter: an expression of libpcap's; packets it does not match are counted but not delivered.
    ///   - interrupted: asked when a signal breaks off waiting for bytes; `true` makes that the end of the input.
    ///   - wait: called before each read of a pipe, to wait until it has bytes; `false` makes that the end.
    ///   - isCopied: what stands around packets is wanted, for `nextFramed`.
    public init(
        path: String, filter: String? = nil, interrupted: @escaping @Sendable () -> Bool = { false },
        wait: LiveCapture.Wait? = nil, isCopied: Bool = false
    ) throws(CaptureError) {
        let name = path == "-" ? "standard input" : path
        let source: DescriptorBytes
        do throws(ReadFailure) {
            source = try DescriptorBytes(path: path, interrupted: interrupted, wait: wait)
        } catch {
            throw CaptureError(input: name, reason: error.reason)
        }
        try self.init(source: source, name: name, filter: filter, isCopied: isCopied)
    }

    /// Opens a capture file held in memory.
    public init(
        bytes: [UInt8], name: String, filter: String? = nil, isCopied: Bool = false
    ) throws(CaptureError) {
        try self.init(source: MemoryBytes(bytes), name: name, filter: filter, isCopied: isCopied)
    }

    /// Opens what any source of bytes gives.
    public init(
        source: any ByteSource, name: String, filter: String? = nil, isCopied: Bool = false
    ) throws(CaptureError) {
        self.name = name
        if isCopied {
            pcap.framing = CaptureFraming()
            pcapng.framing = CaptureFraming()
            snoop.framing = CaptureFraming()
        }
        self.filter = if let filter { try PacketFilter(expression: filter) } else { nil }
        let raw = ReadBuffer(source)
        do throws(ReadFailure) {
            _ = try raw.fill(to: 2)
            isCompressed = GzipBytes.isGzip(raw.unread)
            buffer = isCompressed ? ReadBuffer(try GzipBytes(raw)) : raw
            kind = try Self.recognize(buffer)
            switch kind {
            case .pcap: try pcap.open(buffer)
            // Up to the first packet, so that the interfaces are known.
            case .pcapng: _ = try pcapng.advance(buffer)
            case .snoop: try snoop.open(buffer)
            }
        } catch {
            throw CaptureError(input: name, reason: error.reason, offset: error.offset)
        }
    }

    private static func recognize(_ buffer: ReadBuffer) throws(ReadFailure) -> Format {
        guard try buffer.fill(to: 1) else { throw ReadFailure(.empty) }
        if try buffer.fill(to: 4) {
            let magic = ByteOrder.big.u32(buffer.unread, at: 0)
            if PcapngReader.recognizes(magic) { return .pcapng }
            if PcapReader.recognizes(magic) { return .pcap }
        }
        if try buffer.fill(to: 8) {
            let start = buffer.unread
            let magic = UInt64(ByteOrder.big.u32(start, at: 0)) << 32 | UInt64(ByteOrder.big.u32(start, at: 4))
            if SnoopReader.recognizes(magic) { return .snoop }
        }
        // Broken off or not: the first bytes say what it is.
        _ = try? buffer.fill(to: FileSignature.usefulCount)
        let start = UnsafeRawBufferPointer(rebasing: buffer.unread.prefix(FileSignature.usefulCount))
        throw ReadFailure(.notACapture(FileSignature.explanation(of: start)))
    }

    // MARK: Packets

    /// Hands the next packet that the filter lets pass to `body`; `nil` at the end.
    public mutating func next<Result>(_ body: (Packet, RawSpan) -> Result) throws(CaptureError) -> Result? {
        guard let (packet, range) = try nextInPlace() else { return nil }
        return body(packet, buffer.consumed(range).bytes)
    }

    /// The next packet that the filter lets pass, and where in the buffer it lies.
    mutating func nextInPlace() throws(CaptureError) -> (Packet, Range<Int>)? {
        while let record = try nextRecord() {
            packets &+= 1
            let packet = Packet(
                number: packets, time: record.time, linkType: record.linkType,
                originalLength: record.originalLength)
            // The bytes stay where they are until the next fill.
            let start = buffer.consume(record.extent)
            let range = (start &+ record.data.lowerBound)..<(start &+ record.data.upperBound)
            if let filter, try !matches(filter, packet, buffer.consumed(range).bytes) { continue }
            return (packet, range)
        }
        return nil
    }

    /// Hands all packets that the filter lets pass to `body`, with what `preparation` makes of each. Large files are
    /// read, and their packets prepared, by another thread.
    public mutating func forEach<Preparation: PacketPreparation>(
        _ preparation: inout Preparation, _ body: (Packet, RawSpan, Preparation.Prepared) -> Bool
    ) throws(CaptureError) {
        if buffer.mayBeReadAhead {
            let ahead = PacketsAhead(self, preparation)
            defer { (self, preparation) = ahead.end() }
            if try ahead.forEach(body) { return }
        }
        var prepared = Preparation.blank
        while let (packet, range) = try nextInPlace() {
            let bytes = buffer.consumed(range).bytes
            preparation.prepare(packet, bytes, into: &prepared)
            guard body(packet, bytes, prepared) else { return }
        }
    }

    /// As `next`, for a copy in which the packet's bytes may be others, of the same number: also hands on what the
    /// file has between the packet before and this one, and behind it. Comments, names, keys and what else people and
    /// programs may have written there are left out.
    public mutating func nextFramed<Result>(
        _ body: (Packet, RawSpan, _ before: [UInt8], _ behind: [UInt8]) -> Result
    ) throws(CaptureError) -> Result? {
        guard let record = try nextRecord() else { return nil }
        packets &+= 1
        let packet = Packet(
            number: packets, time: record.time, linkType: record.linkType, originalLength: record.originalLength)
        let whole = UnsafeRawBufferPointer(rebasing: buffer.unread[0..<record.extent])
        buffer.consume(record.extent)
        let (before, behind) =
            kind == .pcapng
            ? pcapng.takeFraming(around: record.data, in: whole)
            : (
                takeFraming() + whole[..<record.data.lowerBound],
                Array(repeating: 0, count: whole.count - record.data.upperBound)
            )
        return body(packet, UnsafeRawBufferPointer(rebasing: whole[record.data]).bytes, before, behind)
    }

    /// What the file has behind the packet before, or at all where there is none.
    public mutating func takeFraming() -> [UInt8] {
        switch kind {
        case .pcap: pcap.framing?.take() ?? []
        case .pcapng: pcapng.framing?.take() ?? []
        case .snoop: snoop.framing?.take() ?? []
        }
    }

    private mutating func nextRecord() throws(CaptureError) -> CaptureRecord? {
        if isFinished { return nil }
        do throws(ReadFailure) {
            let record =
                switch kind {
                case .pcap: try pcap.next(buffer)
                case .pcapng: try pcapng.next(buffer)
                case .snoop: try snoop.next(buffer)
                }
            isFinished = record == nil
            return record
        } catch {
            isFinished = true
            throw CaptureError(input: name, reason: error.reason, packet: packets, offset: error.offset)
        }
    }

    private mutating func matches(
        _ filter: PacketFilter, _ packet: Packet, _ bytes: RawSpan
    ) throws(CaptureError) -> Bool {
        do throws(CaptureError) {
            return try filter.matches(packet, bytes)
        } catch {
            isFinished = true
            throw error
        }
    }
}

extension CaptureFile {
    /// Such as "pcap", "pcapng, gzip", "pcap (nanoseconds, big-endian)", "snoop".
    public var format: String {
        let format =
            switch kind {
            case .pcap: pcap.format
            case .pcapng: pcapng.format
            case .snoop: snoop.format
            }
        return isCompressed ? "\(format), gzip" : format
    }

    /// The link types that the file has named so far, in that order. A pcapng file may name more further on.
    public var linkTypes: [LinkType] {
        switch kind {
        case .pcap: [pcap.linkType]
        case .pcapng: pcapng.linkTypes
        case .snoop: [snoop.linkType]
        }
    }

    /// The most bytes that were kept of a packet, on any interface so far; `nil` where that is unknown or unlimited.
    public var snapshotLength: Int? {
        switch kind {
        case .pcap: return pcap.snapshotLength
        case .snoop: return nil
        case .pcapng:
            var longest: Int?
            for interface in pcapng.interfaces {
                guard let length = interface.snapshotLength else { return nil }
                longest = max(longest ?? 0, length)
            }
            return longest
        }
    }

    /// The interfaces that a pcapng file has named so far; other formats name none.
    public var interfaces: [CaptureInterface] { kind == .pcapng ? pcapng.interfaces : [] }

    /// What people wrote into a pcapng file, as far as it was read.
    public var comments: CaptureComments { pcapng.comments }

    /// Bytes of the (decompressed) input that have been read as packets or blocks.
    public var offset: Int { buffer.offset }
}
