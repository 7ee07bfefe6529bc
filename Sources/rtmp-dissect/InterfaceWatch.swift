import PcapCapture

/// Notices when an interface is switched off, on again, or taken away, which the capture itself need not tell.
struct InterfaceWatch {
    enum Change: Equatable {
        case down
        case upAgain
        case gone
    }

    private let name: String
    /// `nil` for what has no such state, such as "any".
    private var wasUp: Bool?

    init(name: String, isUp: Bool?) {
        self.name = name
        wasUp = isUp
    }

    /// What has changed since the last look.
    mutating func note(isUp: Bool?) -> Change? {
        guard let before = wasUp else { return nil }
        wasUp = isUp
        guard let isUp else { return .gone }
        return before == isUp ? nil : isUp ? .upAgain : .down
    }

    /// One line for the user.
    func text(_ change: Change) -> String {
        switch change {
        case .down: "\(LiveCaptureError.isDown(interface: name)) (waiting for it)"
        case .upAgain: "\(name): the interface is up again"
        case .gone: "\(name): the interface is gone"
        }
    }
}
