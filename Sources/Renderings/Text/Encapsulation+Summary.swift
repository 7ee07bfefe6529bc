import Segments

extension Encapsulation {
    /// `VLAN 100, PPPoE session 1, VXLAN 42`; `nil` where there is nothing between link layer and IP.
    var summary: String? {
        var parts: [String] = []
        if outerVLAN != 0 { parts.append(innerVLAN != 0 ? "VLAN \(outerVLAN).\(innerVLAN)" : "VLAN \(outerVLAN)") }
        if let pppoeSession { parts.append("PPPoE session \(pppoeSession)") }
        if let mplsLabel { parts.append("MPLS label \(mplsLabel)") }
        switch tunnel {
        case .none: break
        case .ipInIP: parts.append("IP in IP")
        case .gre: parts.append(tunnelID == 0 ? "GRE" : "GRE key \(tunnelID)")
        case .vxlan: parts.append("VXLAN \(tunnelID)")
        case .geneve: parts.append("Geneve \(tunnelID)")
        case .gtpU: parts.append("GTP-U \(tunnelID)")
        }
        if wasFragmented { parts.append("IP fragments") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
