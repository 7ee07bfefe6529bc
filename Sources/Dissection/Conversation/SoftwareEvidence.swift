import AMF
import Media
import RTMP

/// What the peers sent that tells which programs they are. All of it is a guess: peers copy each other's strings.
struct SoftwareEvidence {
    private var words = ByDirection(PackedWords())

    /// - Parameter packet: The 1536 bytes that `block` was read from.
    mutating func note(_ block: HandshakeBlock, packet: [UInt8]) {
        let side: Direction = block.role == .client ? .clientToServer : .serverToClient
        self[side].note(handshake: HandshakeFingerprint.guess(block, packet: packet))
    }

    /// The arguments of `connect`: the properties, and what some clients put behind them.
    mutating func note(connect arguments: [AMFValue]) {
        guard let properties = arguments.first else { return }
        self[.clientToServer].keep(keysOf: [properties])
        self[.clientToServer].keep(.flashVer, properties["flashVer"])
        for name in ["capabilities", "audioCodecs"] { self[.clientToServer].keep(name, properties[name]) }
        // An SRS edge introduces itself to its origin in an argument of its own.
        for value in arguments.dropFirst() { self[.clientToServer].keep(.srsVersion, value["srs_version"]) }
    }

    /// The answer to `connect`.
    mutating func note(result: Command) {
        self[.serverToClient].keep(keysOf: result.arguments)
        for value in result.arguments {
            self[.serverToClient].keep(.fmsVer, value["fmsVer"])
            self[.serverToClient].keep(.description, value["description"])
            self[.serverToClient].keep(.version, value["version"])
            self[.serverToClient].keep("capabilities", value["capabilities"])
            guard let data = value["data"] else { continue }
            self[.serverToClient].keep(.srsVersion, data["srs_version"])
            self[.serverToClient].keep(.srsServer, data["srs_server"])
        }
    }

    /// Habits: what a command carries that others leave out, or the other way round.
    mutating func note(_ command: Command, _ direction: Direction) {
        switch command.name.string {
        case "onBWDone": self[direction].keep("onBWDone", command.arguments.last)
        case "releaseStream": self[direction].keep("releaseStream", command.transactionID.map { .number($0) })
        default: break
        }
    }

    /// Metadata tell of who sends them, or of who sent them before: see `SoftwareGuess`.
    mutating func note(_ metadata: StreamMetadata, _ direction: Direction) {
        self[direction].keep(.encoder, metadata.value["encoder"])
    }

    var client: String? { SoftwareGuess.client(words[.clientToServer].words) }

    var server: String? { SoftwareGuess.server(words[.serverToClient].words) }

    private subscript(direction: Direction) -> PackedWords {
        get { words[direction] }
        _modify { yield &words[direction] }
    }
}
