import CPcap
import Packets

/// A filter in libpcap's language (pcap-filter(7)), compiled once for every link type it meets.
public final class PacketFilter {
    /// As the user wrote it.
    public let expression: String
    /// More link types than any capture has; those beyond match nothing.
    private static let mostPrograms = 64
    private var programs: [(linkType: LinkType, program: UnsafeMutablePointer<bpf_program>)] = []

    /// Compiles for Ethernet at once, so that a mistyped expression is found before anything is read.
    public init(expression: String) throws(CaptureError) {
        self.expression = expression
        programs.append((.ethernet, try Self.compile(expression, for: .ethernet)))
    }

    deinit {
        for entry in programs {
            pcap_freecode(entry.program)
            entry.program.deallocate()
        }
    }

    /// Whether the filter lets the packet pass.
    /// - Throws: where the expression asks for what the packet's link type does not have.
    public func matches(_ packet: Packet, _ bytes: RawSpan) throws(CaptureError) -> Bool {
        guard let program = try program(for: packet.linkType) else { return false }
        var header = pcap_pkthdr()
        header.caplen = UInt32(clamping: bytes.byteCount)
        header.len = UInt32(clamping: packet.originalLength)
        return bytes.withUnsafeBytes { buffer in
            // libpcap wants an address even for a packet of no bytes.
            guard let start = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
            return pcap_offline_filter(program, &header, start) != 0
        }
    }

    private func program(for linkType: LinkType) throws(CaptureError) -> UnsafePointer<bpf_program>? {
        for entry in programs where entry.linkType == linkType { return UnsafePointer(entry.program) }
        guard programs.count < Self.mostPrograms else { return nil }
        let program = try Self.compile(expression, for: linkType)
        programs.append((linkType, program))
        return UnsafePointer(program)
    }

    private static func compile(
        _ expression: String, for linkType: LinkType
    ) throws(CaptureError) -> UnsafeMutablePointer<bpf_program> {
        // In files raw IP is 101, in libpcap's interface 12; all other link types read here are the same in both.
        let number = linkType == .raw ? Int32(DLT_RAW) : Int32(linkType.rawValue)
        let name = "filter \"\(printable(expression))\""
        guard let handle = pcap_open_dead(number, 262_144) else {
            throw CaptureError(input: name, reason: .cannotOpen("no memory for libpcap"))
        }
        defer { pcap_close(handle) }
        let program = UnsafeMutablePointer<bpf_program>.allocate(capacity: 1)
        program.initialize(to: bpf_program())
        guard pcap_compile(handle, program, expression, 1, bpf_u_int32(PCAP_NETMASK_UNKNOWN)) == 0 else {
            program.deallocate()
            let text = printable(String(cString: pcap_geterr(handle)))
            let suffix = linkType == .ethernet ? "" : " (for packets of link type \(linkType))"
            throw CaptureError(input: name, reason: .cannotOpen(text + suffix))
        }
        return program
    }

    private static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? "?" : $0 }))
    }
}
