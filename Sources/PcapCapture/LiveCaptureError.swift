/// Why an interface cannot be listened to.
public enum LiveCaptureError: Error, Equatable, Sendable {
    case notPermitted(interface: String)
    /// With the names that there are.
    case noSuchInterface(String, known: [String])
    case isDown(interface: String)
    /// libpcap's words.
    case wrongFilter(expression: String, reason: String)
    /// libpcap's words.
    case cannotOpen(interface: String, reason: String)
}

extension LiveCaptureError: CustomStringConvertible {
    /// One line that names the interface, the reason, and what to do.
    public var description: String { description(program: "rtmp-dissect") }

    /// The same, with advice that names the program by its path.
    public func description(program: String) -> String {
        switch self {
        case .notPermitted(let interface):
            #if os(Linux)
            "\(interface): no permission to capture; use sudo, or once: "
                + "sudo setcap cap_net_raw,cap_net_admin=eip \(program)"
            #else
            "\(interface): no permission to capture; use sudo, or become a member of the group access_bpf, "
                + "which Wireshark's ChmodBPF sets up"
            #endif
        case .noSuchInterface(let name, let known):
            known.isEmpty
                ? "\(name): there is no such interface"
                : "\(name): there is no such interface; there are \(known.joined(separator: ", "))"
        case .isDown(let interface):
            #if os(Linux)
            "\(interface): the interface is down; bring it up: sudo ip link set \(interface) up"
            #else
            "\(interface): the interface is down; bring it up: sudo ifconfig \(interface) up"
            #endif
        case .wrongFilter(let expression, let reason): "filter \"\(expression)\": \(reason)"
        case .cannotOpen(let interface, let reason): "\(interface): \(reason)"
        }
    }
}
