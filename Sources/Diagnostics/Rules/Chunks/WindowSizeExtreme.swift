import Dissection
import Fields
import RTMP

/// Windows that are too small or too large to be meant.
struct WindowSizeExtreme: Rule {
    static let id = "window-size-extreme"
    static let severity = Severity.warning
    static let title = "An acknowledgement window is too small or too large to work"
    static let interests: EventInterests = .control
    static let explanation = Explanation(
        meaning: """
            The announced window is smaller than a network packet, or so large that a counter of 32 bits wraps \
            before it is full.
            """,
        consequence: """
            With a tiny window every few packets are acknowledged, and a sender that waits for it crawls; 0 makes \
            some receivers acknowledge never, others always. With a huge one no acknowledgement ever comes, on which \
            encoders that watch for it give up.
            """,
        specification: "RTMP 1.0 § 5.4.4 and § 5.4.5",
        fix: "Announce 2500000 to 10000000.",
        tolerance: "Acknowledge at half the window, but not more than some times a second.",
        references: ["https://github.com/bluenviron/gortmplib/pull/85"])

    private static let sensible = 1024...0x7fff_ffff

    func observe(_ event: Event, report: (Finding) -> Void) {
        guard let body = event.message?.message.body else { return }
        let (name, size): (String, Int)
        switch body {
        case .windowAcknowledgementSize(let window):
            (name, size) = ("window acknowledgement size", Int(window.windowSize))
        case .setPeerBandwidth(let bandwidth): (name, size) = ("set peer bandwidth", Int(bandwidth.windowSize))
        default: return
        }
        guard !Self.sensible.contains(size) else { return }
        report(
            Finding(
                Self.self, at: event,
                "\(name) \(size): " + (size < 1024 ? "less than a packet" : "more than a receiver will ever count"),
                data: [Field("window_size", .integer(size))]))
    }
}
