import AMF
import RTMP

/// What the peers sent that tells which programs they are. All of it is a guess: peers copy each other's strings.
struct SoftwareEvidence {
    private var handshakeGuesses: [HandshakeRole: String] = [:]
    private var flashVer: String?
    private var encoder: String?
    private var fmsVer: String?
    private var serverData: AMFValue?

    mutating func note(_ block: HandshakeBlock, packet: [UInt8]) {
        handshakeGuesses[block.role] = HandshakeFingerprint.guess(block, packet: packet)
    }

    mutating func note(connect properties: AMFValue) {
        flashVer = properties["flashVer"]?.text
    }

    mutating func note(result: Command) {
        for argument in result.arguments {
            if let version = argument["fmsVer"]?.text { fmsVer = version }
            if let data = argument["data"] { serverData = data }
        }
    }

    mutating func note(_ data: DataMessage) {
        let (name, values) = data.stripped
        if name == "onMetaData", let text = values.first?["encoder"]?.text { encoder = text }
    }

    var client: String? { SoftwareGuess.client(handshake: handshakeGuesses[.client], flashVer: flashVer, encoder: encoder) }

    var server: String? { SoftwareGuess.server(handshake: handshakeGuesses[.server], fmsVer: fmsVer, data: serverData) }
}
