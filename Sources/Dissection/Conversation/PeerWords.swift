import AMF

/// What one side sent that tells its program, each as it came first. Made of `PackedWords` when a name is asked for.
struct PeerWords {
    /// C1 or S1.
    enum Handshake: Equatable {
        case notCaptured
        /// With what `HandshakeFingerprint` makes of it; `nil` where nothing in it is known.
        case seen(String?)
    }

    /// Where a text stood.
    enum Slot: UInt8 {
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
    private var texts = FewTable<Slot, String>()
    private var numbers = FewTable<String, Double>()
    /// Names of the properties of `connect` or of its answer, in the order in which they were sent.
    private(set) var keys: [String] = []

    subscript(slot: Slot) -> String? {
        if slot == .handshake, case .seen(let guess) = handshake { return guess }
        return texts[slot]
    }

    func number(_ name: String) -> Double? { numbers[name] }

    mutating func keep(_ slot: Slot, _ text: String) { texts.set(slot, text) }

    mutating func keep(_ name: String, _ number: Double) { numbers.set(name, number) }

    mutating func keep(key: String) { keys.append(key) }
}
