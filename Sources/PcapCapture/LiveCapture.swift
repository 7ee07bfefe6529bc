import CPcap
import Packets

/// Packets of an interface as they come, through libpcap.
///
/// Nothing blocks in here: where there is no packet, `wait` is called, which may write out, keep time and look after
/// signals, and which ends the capture by returning `false`.
public final class LiveCapture: PacketSource {
    /// Waits for the descriptor to become readable, at most so many milliseconds where a number is given.
    /// - Returns: Whether to go on.
    public typealias Wait = (_ descriptor: Int32, _ atMost: Int?) -> Bool

    /// As the user named it.
    public let name: String
    /// What its packets begin with.
    public let linkType: LinkType
    /// Bytes kept of a packet.
    public let snapshotLength: Int
    /// What to do while there is no packet.
    public var wait: Wait = { _, _ in false }

    private let handle: OpaquePointer
    private let countsNanoseconds: Bool
    private let descriptor: Int32
    private var counters = LiveStatistics()

    /// Opens an interface and begins to listen.
    /// - Parameters:
    ///   - interface: such as "eth0", or "any" where the system has it.
    ///   - filter: an expression of libpcap's, applied by the kernel where it can.
    public init(
        interface: String, settings: LiveSettings = .init(), filter: String? = nil
    ) throws(LiveCaptureError) {
        guard try NetworkInterface.exists(interface) else {
            throw .noSuchInterface(interface, known: NetworkInterface.names)
        }
        let handle = try Self.open(interface, settings)
        do throws(LiveCaptureError) {
            if let filter { try Self.setFilter(filter, handle, interface) }
            var text = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
            guard pcap_setnonblock(handle, 1, &text) == 0 else {
                throw .cannotOpen(interface: interface, reason: Self.string(text))
            }
            descriptor = pcap_get_selectable_fd(handle)
            guard descriptor >= 0 else {
                throw .cannotOpen(interface: interface, reason: "a device that cannot be waited for")
            }
        } catch {
            pcap_close(handle)
            throw error
        }
        self.handle = handle
        name = interface
        linkType = LinkType(dataLink: pcap_datalink(handle))
        snapshotLength = Int(pcap_snapshot(handle))
        countsNanoseconds = pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO
    }

    deinit { pcap_close(handle) }

    private static func open(
        _ interface: String, _ settings: LiveSettings
    ) throws(LiveCaptureError) -> OpaquePointer {
        var text = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard let handle = pcap_create(interface, &text) else {
            throw .cannotOpen(interface: interface, reason: string(text))
        }
        pcap_set_snaplen(handle, Int32(clamping: settings.snapshotLength))
        pcap_set_buffer_size(handle, Int32(clamping: settings.bufferSize))
        pcap_set_promisc(handle, settings.isPromiscuous ? 1 : 0)
        pcap_set_immediate_mode(handle, settings.isImmediate ? 1 : 0)
        pcap_set_timeout(handle, LiveSettings.blockTime)
        // Refused where the system's clock for packets is coarser.
        pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
        let status = pcap_activate(handle)
        // Positive: a warning, such as that promiscuous mode is not known to the device.
        guard status < 0 else { return handle }
        let reason = String(cString: pcap_geterr(handle))
        pcap_close(handle)
        switch status {
        case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED: throw .notPermitted(interface: interface)
        case PCAP_ERROR_NO_SUCH_DEVICE: throw .noSuchInterface(interface, known: NetworkInterface.names)
        case PCAP_ERROR_IFACE_NOT_UP: throw .isDown(interface: interface)
        default:
            let words = reason.isEmpty ? String(cString: pcap_statustostr(status)) : reason
            throw .cannotOpen(interface: interface, reason: words)
        }
    }

    private static func setFilter(
        _ expression: String, _ handle: OpaquePointer, _ interface: String
    ) throws(LiveCaptureError) {
        var program = bpf_program()
        guard pcap_compile(handle, &program, expression, 1, bpf_u_int32(PCAP_NETMASK_UNKNOWN)) == 0 else {
            throw .wrongFilter(expression: expression, reason: String(cString: pcap_geterr(handle)))
        }
        defer { pcap_freecode(&program) }
        guard pcap_setfilter(handle, &program) == 0 else {
            throw .cannotOpen(interface: interface, reason: String(cString: pcap_geterr(handle)))
        }
    }

    private static func string(_ text: [CChar]) -> String {
        String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    // MARK: Packets

    /// Hands the next packet to `body`; `nil` when `wait` ended the capture.
    public func next<Result>(_ body: (Packet, RawSpan) -> Result) throws(CaptureError) -> Result? {
        while true {
            var header: UnsafeMutablePointer<pcap_pkthdr>?
            var data: UnsafePointer<UInt8>?
            switch pcap_next_ex(handle, &header, &data) {
            case 1:
                guard let header = header?.pointee, let data else { continue }
                counters.captured &+= 1
                // In nanosecond precision the field for microseconds holds nanoseconds.
                let fraction = Int64(header.ts.tv_usec) &* (countsNanoseconds ? 1 : 1000)
                let packet = Packet(
                    number: counters.captured,
                    time: Timestamp(seconds: Int64(header.ts.tv_sec), nanoseconds: fraction), linkType: linkType,
                    originalLength: max(Int(header.len), Int(header.caplen)))
                return body(packet, UnsafeRawBufferPointer(start: data, count: Int(header.caplen)).bytes)
            case 0:
                guard wait(descriptor, requiredTimeout) else { return nil }
            case PCAP_ERROR_BREAK:
                return nil
            default:
                let reason = String(cString: pcap_geterr(handle))
                throw CaptureError(input: name, reason: .readFailed(reason), packet: counters.captured)
            }
        }
    }

    /// Milliseconds after which some systems want to be asked again, even though nothing woke us.
    private var requiredTimeout: Int? {
        guard let time = pcap_get_required_select_timeout(handle)?.pointee else { return nil }
        return max(1, Int(time.tv_sec) * 1000 + Int(time.tv_usec) / 1000)
    }

    /// What became of the packets so far. To be asked at least every few minutes: the system's counters wrap.
    public var statistics: LiveStatistics {
        var now = pcap_stat()
        if pcap_stats(handle, &now) == 0 {
            counters.note(received: now.ps_recv, kernel: now.ps_drop, interface: now.ps_ifdrop)
        }
        return counters
    }
}

extension LinkType {
    /// From libpcap's number for an interface, which for raw IP is not that of files.
    init(dataLink: Int32) {
        self = dataLink == DLT_RAW ? .raw : LinkType(rawValue: UInt16(truncatingIfNeeded: dataLink))
    }
}
