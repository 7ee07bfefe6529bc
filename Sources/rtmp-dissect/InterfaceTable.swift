import Packets
import PcapCapture

/// The interfaces as lines of text, in columns as wide as they need to be.
struct InterfaceTable {
    let lines: [String]

    init(_ interfaces: [NetworkInterface]) {
        let rows = interfaces.map { interface in
            [
                interface.name, Self.state(interface),
                interface.linkTypes.map { $0.map(\.description).joined(separator: ", ") } ?? "?",
                (interface.addresses + [interface.description].compactMap { $0 }).joined(separator: ", "),
            ]
        }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        lines = rows.map { row in
            var line = ""
            for (column, text) in row.enumerated() {
                line += text
                guard row[(column + 1)...].contains(where: { !$0.isEmpty }) else { break }
                line += String(repeating: " ", count: widths[column] - text.count + 2)
            }
            return line
        }
    }

    private static func state(_ interface: NetworkInterface) -> String {
        guard interface.isUp else { return "down" }
        if interface.isLoopback { return "up, loopback" }
        return interface.isRunning ? "up" : "up, not connected"
    }
}
