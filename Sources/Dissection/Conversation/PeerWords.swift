import AMF

/// What one side sent that tells its program, each as it came first.
struct PeerWords {
    /// C1 or S1.
    enum Handshake: Equatable {
        case notCaptured
        /// With what `HandshakeFingerprint` makes of it; `nil` where nothing in it is known.
        case seen(String?)
    }

    /// Where a text stood.
    enum Slot: Hashable, Sendable {
        /// Of `connect`.
        case flashVer
        /// Of `onMetaData`.
        case encoder
        /// Of the answer to `connect`.
        case fmsVer, description, version
        /// Of SRS's own object.
        case srsVersion, srsServer
        /// What `HandshakeFingerprint` says.
        case handshake
    }

    var handshake = Handshake.notCaptured
    private var texts = ShortTable<Slot, String>()
    private var numbers = ShortTable<String, Double>()
    /// Names of the properties of `connect` or of its answer, in the order in which they were sent.
    var keys: [String] = []

    /// Bytes of a text, and names, that are kept.
    private static let maximumText = 256
    private static let maximumKeys = 64

    subscript(slot: Slot) -> String? {
        if slot == .handshake, case .seen(let guess) = handshake { return guess }
        return texts[slot]
    }

    func number(_ name: String) -> Double? { numbers[name] }

    mutating func keep(_ slot: Slot, _ value: AMFValue?) {
        guard texts[slot] == nil, let text = value?.text, !text.isEmpty else { return }
        texts[slot] = String(decoding: text.utf8.prefix(Self.maximumText), as: UTF8.self)
    }

    mutating func keep(_ name: String, _ value: AMFValue?) {
        if numbers[name] == nil { numbers[name] = value?.number }
    }

    static func names(of value: AMFValue) -> [String] {
        (value.members ?? []).prefix(maximumKeys).map { String($0.name.string.prefix(32)) }
    }
}
