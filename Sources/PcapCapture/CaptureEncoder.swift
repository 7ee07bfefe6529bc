import Packets

/// Packets as the bytes of a capture file, with times to the nanosecond. It writes nothing itself.
public struct CaptureEncoder: Sendable {
    /// What kind of file.
    public enum Format: Sendable {
        /// All packets of one link type.
        case pcap
        /// An interface for each link type.
        case pcapng

        /// By the ending of a file's name: pcapng where it says so.
        public init(path: String) {
            self = path.hasSuffix(".pcapng") || path.hasSuffix(".ntar") ? .pcapng : .pcap
        }
    }

    /// What the file says of where its packets come from.
    public struct Origin: Sendable {
        /// What packets begin with; in pcapng of the first interface.
        public var linkType: LinkType
        /// Bytes kept of a packet; 0 for all.
        public var snapshotLength: Int
        /// The interface, where there is one.
        public var interface: String?
        /// The program that writes the file.
        public var application: String?

        /// An origin of these facts.
        public init(
            linkType: LinkType, snapshotLength: Int = 0, interface: String? = nil, application: String? = nil
        ) {
            self.linkType = linkType
            self.snapshotLength = snapshotLength
            self.interface = interface
            self.application = application
        }
    }

    private let format: Format
    private let origin: Origin
    /// Link types of the interfaces described so far.
    private var interfaces: [LinkType] = []

    /// An encoder for one file.
    public init(format: Format, origin: Origin) {
        self.format = format
        self.origin = origin
    }

    // MARK: The file

    /// The beginning of the file. An encoder may begin several files, one after the other.
    public mutating func begin(to output: inout [UInt8]) {
        switch format {
        case .pcap:
            interfaces = [origin.linkType]
            // The magic number that says: nanoseconds.
            output.append(0xa1b2_3c4d as UInt32)
            output.append(2 as UInt16)
            output.append(4 as UInt16)
            output.append(0 as UInt32)
            output.append(0 as UInt32)
            output.append(UInt32(clamping: origin.snapshotLength == 0 ? 262_144 : origin.snapshotLength))
            output.append(UInt32(Self.fileNumber(origin.linkType)))
        case .pcapng:
            interfaces = []
            Self.block(0x0a0d_0d0a, to: &output) { block in
                block.append(0x1a2b_3c4d as UInt32)
                block.append(1 as UInt16)
                block.append(0 as UInt16)
                // Section length not known.
                block.append(UInt64.max)
                if let application = origin.application {
                    Self.option(4, Array(application.utf8), to: &block)
                    block.append(0 as UInt32)
                }
            }
            _ = interface(origin.linkType, to: &output)
        }
    }

    /// Whether a packet of this link type can stand in the file.
    public func admits(_ linkType: LinkType) -> Bool { format == .pcapng || linkType == origin.linkType }

    /// One packet. Of a link type that the file does not admit nothing is written.
    public mutating func append(_ packet: Packet, _ bytes: RawSpan, to output: inout [UInt8]) {
        guard admits(packet.linkType) else { return }
        let time = max(0, packet.time.nanoseconds)
        let captured = UInt32(clamping: bytes.byteCount)
        let original = UInt32(clamping: max(packet.originalLength, bytes.byteCount))
        switch format {
        case .pcap:
            output.append(UInt32(truncatingIfNeeded: time / 1_000_000_000))
            output.append(UInt32(truncatingIfNeeded: time % 1_000_000_000))
            output.append(captured)
            output.append(original)
            bytes.withUnsafeBytes { output.append(contentsOf: $0) }
        case .pcapng:
            let number = interface(packet.linkType, to: &output)
            let padding = -bytes.byteCount & 3
            let extent = UInt32(clamping: 32 + bytes.byteCount + padding)
            output.append(6 as UInt32)
            output.append(extent)
            output.append(UInt32(number))
            output.append(UInt32(truncatingIfNeeded: time >> 32))
            output.append(UInt32(truncatingIfNeeded: time))
            output.append(captured)
            output.append(original)
            bytes.withUnsafeBytes { output.append(contentsOf: $0) }
            for _ in 0..<padding { output.append(0 as UInt8) }
            output.append(extent)
        }
    }

    /// The end of the file: in pcapng what became of the packets, where that is known.
    public func finish(_ statistics: LiveStatistics?, at time: Timestamp?, to output: inout [UInt8]) {
        guard format == .pcapng, let statistics, let time else { return }
        Self.block(5, to: &output) { block in
            block.append(0 as UInt32)
            block.append(UInt32(truncatingIfNeeded: time.nanoseconds >> 32))
            block.append(UInt32(truncatingIfNeeded: time.nanoseconds))
            // isb_ifrecv counts what the interface received, isb_osdrop what the system dropped.
            for (code, value) in [
                (4, statistics.received), (5, statistics.droppedByInterface), (7, statistics.droppedByKernel),
                (8, statistics.captured),
            ] {
                var bytes: [UInt8] = []
                bytes.append(UInt64(clamping: value))
                Self.option(UInt16(code), bytes, to: &block)
            }
            block.append(0 as UInt32)
        }
    }

    // MARK: Parts

    /// The number of the interface with this link type, which is described first if it is new.
    private mutating func interface(_ linkType: LinkType, to output: inout [UInt8]) -> Int {
        if let number = interfaces.firstIndex(of: linkType) { return number }
        interfaces.append(linkType)
        Self.block(1, to: &output) { block in
            block.append(UInt16(Self.fileNumber(linkType)))
            block.append(0 as UInt16)
            block.append(UInt32(clamping: origin.snapshotLength))
            if let name = origin.interface { Self.option(2, Array(name.utf8), to: &block) }
            // Times in units of 10^-9 seconds.
            Self.option(9, [9], to: &block)
            block.append(0 as UInt32)
        }
        return interfaces.count - 1
    }

    /// 12 and 14 mean raw IP to some systems only.
    private static func fileNumber(_ linkType: LinkType) -> UInt16 {
        linkType == .rawBSD || linkType == .rawOpenBSD ? LinkType.raw.rawValue : linkType.rawValue
    }

    private static func block(_ type: UInt32, to output: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
        var content: [UInt8] = []
        body(&content)
        let extent = UInt32(clamping: 12 + content.count)
        output.append(type)
        output.append(extent)
        output.append(contentsOf: content)
        output.append(extent)
    }

    private static func option(_ code: UInt16, _ value: [UInt8], to block: inout [UInt8]) {
        let value = value.prefix(Int(UInt16.max))
        block.append(code)
        block.append(UInt16(value.count))
        block.append(contentsOf: value)
        block.append(contentsOf: repeatElement(0, count: -value.count & 3))
    }
}

extension [UInt8] {
    /// In the order of least significant byte first, whatever the machine.
    fileprivate mutating func append(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
