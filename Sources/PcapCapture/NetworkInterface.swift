import CPcap
import Packets

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An interface that libpcap can listen to.
public struct NetworkInterface: Equatable, Sendable {
    /// As `LiveCapture` takes it.
    public var name: String
    /// The system's words for it, where it has any.
    public var description: String?
    /// IPv4 and IPv6 addresses as text, with the zone where they have one.
    public var addresses: [String]
    /// It is switched on.
    public var isUp: Bool
    /// It is connected.
    public var isRunning: Bool
    /// It leads to this host only.
    public var isLoopback: Bool
    /// What its packets may begin with, the default first; `nil` where it could not be opened.
    public var linkTypes: [LinkType]?

    /// All interfaces, those first that are most likely meant, as libpcap orders them.
    /// - Parameter opening: Find out link types, for which each must be opened; that takes permission.
    public static func all(opening: Bool = false) throws(LiveCaptureError) -> [NetworkInterface] {
        var first: UnsafeMutablePointer<pcap_if_t>?
        var text = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard pcap_findalldevs(&first, &text) == 0 else {
            let reason = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw .cannotOpen(interface: "interfaces", reason: reason)
        }
        defer { pcap_freealldevs(first) }
        var list: [NetworkInterface] = []
        var next = first
        while let entry = next?.pointee {
            next = entry.next
            guard let name = entry.name else { continue }
            let flags = Int64(entry.flags)
            var interface = NetworkInterface(
                name: String(cString: name), description: entry.description.map { String(cString: $0) },
                addresses: addresses(entry.addresses), isUp: flags & Int64(PCAP_IF_UP) != 0,
                isRunning: flags & Int64(PCAP_IF_RUNNING) != 0, isLoopback: flags & Int64(PCAP_IF_LOOPBACK) != 0)
            if opening { interface.linkTypes = dataLinks(of: interface.name) }
            list.append(interface)
        }
        return list
    }

    /// The names of all interfaces that carry network packets; none where they cannot be listed.
    static var names: [String] {
        ((try? all()) ?? []).filter { $0.isUp || !$0.addresses.isEmpty }.map(\.name)
    }

    /// Whether there is such an interface, as far as that can be told without opening it.
    static func exists(_ name: String) throws(LiveCaptureError) -> Bool {
        guard if_nametoindex(name) == 0 else { return true }
        // Devices that are no network interfaces, such as "any".
        return try all().contains { $0.name == name }
    }

    /// Whether the interface is switched on; `nil` where there is none of that name or it has no such state.
    public static func isUp(_ name: String) -> Bool? {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return nil }
        defer { freeifaddrs(first) }
        var next = first
        while let entry = next?.pointee {
            next = entry.ifa_next
            guard let own = entry.ifa_name, strcmp(own, name) == 0 else { continue }
            return UInt32(entry.ifa_flags) & 1 != 0  // IFF_UP, which Glibc has as an enumeration
        }
        return nil
    }

    // MARK: Parts

    private static func addresses(_ first: UnsafeMutablePointer<pcap_addr_t>?) -> [String] {
        var texts: [String] = []
        var next = first
        while let entry = next?.pointee {
            next = entry.next
            guard let address = entry.addr, let text = text(address) else { continue }
            texts.append(text)
        }
        return texts
    }

    private static func text(_ address: UnsafeMutablePointer<sockaddr>) -> String? {
        let size: Int
        switch Int32(address.pointee.sa_family) {
        case AF_INET: size = MemoryLayout<sockaddr_in>.size
        case AF_INET6: size = MemoryLayout<sockaddr_in6>.size
        default: return nil
        }
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = getnameinfo(
            address, socklen_t(size), &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST)
        guard status == 0 else { return nil }
        return String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func dataLinks(of name: String) -> [LinkType]? {
        var text = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard let handle = pcap_create(name, &text) else { return nil }
        defer { pcap_close(handle) }
        guard pcap_activate(handle) >= 0 else { return nil }
        var types = [LinkType(dataLink: pcap_datalink(handle))]
        var list: UnsafeMutablePointer<Int32>?
        let count = pcap_list_datalinks(handle, &list)
        guard count > 0, let list else { return types }
        defer { pcap_free_datalinks(list) }
        for number in UnsafeBufferPointer(start: list, count: Int(count)) {
            let type = LinkType(dataLink: number)
            if !types.contains(type) { types.append(type) }
        }
        return types
    }
}
