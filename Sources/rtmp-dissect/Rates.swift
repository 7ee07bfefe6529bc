/// What goes on, for the status line: totals, and rates over the time since the last look.
struct Rates {
    var packets = 0
    /// On the wire.
    var bytes = 0
    var messages = 0
    /// RTMP flows.
    var openFlows = 0
    var flows = 0
    var dropped = 0

    private var last = (time: Int64(0), bytes: 0, messages: 0)
    private var bitsPerSecond = 0.0
    private var messagesPerSecond = 0.0

    init(now: Int64) { last.time = now }

    /// Takes the rates since the last call.
    mutating func measure(now: Int64) {
        let seconds = Double(now - last.time) / 1e9
        guard seconds > 0 else { return }
        bitsPerSecond = Double(bytes - last.bytes) * 8 / seconds
        messagesPerSecond = Double(messages - last.messages) / seconds
        last = (now, bytes, messages)
    }

    /// Such as "3 flows (1 open) · 12.34 Mb/s · 240 messages/s · 0 dropped".
    var line: String {
        let flows = "\(openFlows) open of \(self.flows) flow\(self.flows == 1 ? "" : "s")"
        return "\(flows) · \(Self.tenths(bitsPerSecond / 1e6)) Mb/s · \(Self.tenths(messagesPerSecond)) messages/s"
            + " · \(packets) packets · \(dropped) dropped"
    }

    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value.isFinite ? min(max(value, 0), 1e12) : 0) * 10 + 0.5)
        return "\(tenths / 10).\(tenths % 10)"
    }
}
