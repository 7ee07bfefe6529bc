import AMF
import Media
import RTMP

/// What the peers sent that tells which programs they are. All of it is a guess: peers copy each other's strings.
struct SoftwareEvidence {
    private var words = PackedWords()

    /// - Parameter packet: The 1536 bytes that `block` was read from.
    mutating func note(_ block: HandshakeBlock, packet: [UInt8]) {
        let side: Direction = block.role == .client ? .clientToServer : .serverToClient
        words.note(handshake: HandshakeFingerprint.guess(block, packet: packet), of: side)
    }

    /// The arguments of `connect`: the properties, and what some clients put behind them.
    mutating func note(connect arguments: [AMFValue]) {
        guard let properties = arguments.first else { return }
        words.keep(keysOf: [properties], of: .clientToServer)
        words.keep(.flashVer, properties["flashVer"], of: .clientToServer)
        for name in ["capabilities", "audioCodecs"] { words.keep(name, properties[name], of: .clientToServer) }
        // An SRS edge introduces itself to its origin in an argument of its own.
        for value in arguments.dropFirst() { words.keep(.srsVersion, value["srs_version"], of: .clientToServer) }
    }

    /// The answer to `connect`.
    mutating func note(result: Command) {
        words.keep(keysOf: result.arguments, of: .serverToClient)
        for value in result.arguments {
            words.keep(.fmsVer, value["fmsVer"], of: .serverToClient)
            words.keep(.description, value["description"], of: .serverToClient)
            words.keep(.version, value["version"], of: .serverToClient)
            words.keep("capabilities", value["capabilities"], of: .serverToClient)
            guard let data = value["data"] else { continue }
            words.keep(.srsVersion, data["srs_version"], of: .serverToClient)
            words.keep(.srsServer, data["srs_server"], of: .serverToClient)
        }
    }

    /// Habits: what a command carries that others leave out, or the other way round.
    mutating func note(_ command: Command, _ direction: Direction) {
        switch command.name.string {
        case "onBWDone": words.keep("onBWDone", command.arguments.last, of: direction)
        case "releaseStream": words.keep("releaseStream", command.transactionID.map { .number($0) }, of: direction)
        default: break
        }
    }

    /// Metadata tell of who sends them, or of who sent them before: see `SoftwareGuess`.
    mutating func note(_ metadata: StreamMetadata, _ direction: Direction) {
        words.keep(.encoder, metadata.value["encoder"], of: direction)
    }

    /// The URL of the last `connect`.
    var tcURL: String? {
        get { words.tcURL }
        set { words.tcURL = newValue }
    }

    var client: String? { SoftwareGuess.client(words.words(of: .clientToServer)) }

    var server: String? { SoftwareGuess.server(words.words(of: .serverToClient)) }
}
