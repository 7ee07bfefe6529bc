import AMF
import Dissection
import RTMP
import Segments
import Streams

/// What is remembered of a flow while it runs, so that its end can be explained: who said what last, which refusal or
/// farewell stands, how each side ended. Of media nothing: statistics have it.
struct FlowWitness: Sendable {
    /// Something that was said.
    struct Words: Sendable {
        var name: String
        var code: String?
        var at: Ending.Stamp

        var text: String { code.map { "\(name) \($0)" } ?? name }
    }

    /// What is remembered of one side.
    struct Half: Sendable {
        var last: Words?
        var closing: Ending.Closing?
        /// The last hole in what was captured of it.
        @Seldom var hole: Ending.Stamp?
        /// Where its chunks stopped to make sense, and no hole explains it.
        @Seldom var disorder: Ending.Stamp?
        /// The message that its end cut.
        @Seldom var cut: CutMessage?
        /// The last RTMP Acknowledgement that it sent.
        var acknowledgement: UInt32?
        /// When a ping came that it has not answered, and how many have come since.
        var ping: Ending.Stamp?
        var pings = 0
    }

    /// By `Direction`.
    private(set) var halves = ByDirection(Half())
    private(set) var hasBeginning = false
    private(set) var server: Endpoint?
    /// What the server refused, and did not grant later.
    @Seldom private(set) var refusal: Refusal?
    /// The client's connect carried the response to a challenge.
    private(set) var sentResponse = false
    /// The client's last publish or play.
    private(set) var request: Words?
    /// The server's consent to it.
    private(set) var start: Ending.Stamp?
    /// How the client closed its stream: the names, each once, and the last of them.
    private(set) var farewells: [String] = []
    private(set) var farewell: Words?
    /// The server's word that the stream is over.
    private(set) var notice: Words?
    /// The server's request to connect again, and to where.
    @Seldom private(set) var reconnect: (url: String?, at: Ending.Stamp)?

    subscript(direction: Direction) -> Half { halves[direction] }

    mutating func observe(_ event: Event, _ interest: EventInterests) {
        guard interest.isDisjoint(with: .media) else { return }
        switch event.body {
        case .flow(let opening):
            hasBeginning = opening.sawSYN
            server = opening.server
        case .message(let message):
            if let direction = event.direction { observe(message, event, direction) }
        case .gap:
            note(event) { $0.hole = .init(event) }
        case .lost(let loss):
            note(event) { half in
                switch loss.cause {
                case .hole, .midstream, .outdatedState: half.hole = .init(event)
                case .noPreviousHeader, .implausibleHeader, .chunkStreamLimit:
                    if half.hole == nil { half.disorder = half.disorder ?? .init(event) }
                }
            }
        case .resynchronized:
            note(event) { $0.disorder = nil }
        case .cut(let cut):
            if cut.cause == .ended { note(event) { $0.cut = cut } }
        case .sideEnded(let how):
            note(event) { $0.closing = $0.closing ?? Ending.Closing(how: how, at: .init(event)) }
        case .capture, .prefix, .handshake, .encrypted, .chunk, .stream, .flowEnd:
            break
        }
    }

    private mutating func note(_ event: Event, _ change: (inout Half) -> Void) {
        if let direction = event.direction { change(&halves[direction]) }
    }

    // MARK: Messages

    private mutating func observe(_ message: MessageEvent, _ event: Event, _ direction: Direction) {
        switch message.message.body {
        case .command(let command):
            observe(command, message, event, direction)
        case .data(let data):
            if let name = data.name?.string { say(Words(name: name.clipped(to: 128), at: .init(event)), direction) }
        case .userControl(let control):
            observe(control, event, direction)
        case .acknowledgement(let acknowledgement):
            halves[direction].acknowledgement = acknowledgement.sequenceNumber
        default:
            break
        }
    }

    private mutating func say(_ words: Words, _ direction: Direction) {
        halves[direction].last = words
    }

    private mutating func observe(_ control: UserControl, _ event: Event, _ direction: Direction) {
        let words = Words(name: control.event.name ?? "user control \(control.event.rawValue)", at: .init(event))
        say(words, direction)
        switch control.event {
        case .pingRequest:
            let peer = direction.opposite
            halves[peer].ping = halves[peer].ping ?? words.at
            halves[peer].pings &+= 1
        case .pingResponse:
            halves[direction].ping = nil
            halves[direction].pings = 0
        case .streamEOF:
            if direction == .serverToClient, farewell == nil { notice = words }
        case .streamBegin:
            if direction == .serverToClient { notice = nil }
        default:
            break
        }
    }

    private mutating func observe(
        _ command: Command, _ message: MessageEvent, _ event: Event, _ direction: Direction
    ) {
        let status = command.status
        let words = Words(
            name: command.name.string.clipped(to: 128), code: status?.code.map { Self.shared($0) }, at: .init(event))
        say(words, direction)
        if direction == .clientToServer {
            observeClient(command, words)
        } else {
            observeServer(command, status, words, message.answer?.name)
        }
    }

    /// A code as it is to be kept: one that is known stands in the tables anyway.
    private static func shared(_ code: String) -> String { StatusCode.named(code)?.code ?? code.clipped(to: 128) }

    private mutating func observeClient(_ command: Command, _ words: Words) {
        switch words.name {
        case "connect":
            sentResponse = ["app", "tcUrl"].contains {
                command.arguments.first?[$0]?.text?.contains("response=") ?? false
            }
            refusal = nil
        case "publish", "play", "play2":
            (request, start, farewell, notice, refusal) = (words, nil, nil, nil, nil)
            farewells = []
        case "FCUnpublish", "deleteStream", "closeStream", "close":
            // Behind the server's end it is no farewell but tidying up.
            if halves[1].closing != nil { break }
            farewell = words
            if !farewells.contains(words.name) { farewells.append(words.name) }
        default:
            break
        }
    }

    private static let farewellCodes: Set<String> = [
        "NetStream.Play.Stop", "NetStream.Play.Complete", "NetStream.Play.UnpublishNotify",
        "NetStream.Unpublish.Success",
    ]

    private mutating func observeServer(
        _ command: Command, _ status: Status?, _ words: Words, _ answered: String?
    ) {
        if let refused = Refusal(command, answering: answered, at: words.at) {
            refusal = refused
        } else if let code = status?.code {
            if code == "NetStream.Publish.Start" || code == "NetStream.Play.Start" {
                (start, notice, refusal) = (words.at, nil, nil)
            } else if code == "NetConnection.Connect.ReconnectRequest" {
                reconnect = (command.arguments.lazy.compactMap { $0["tcUrl"]?.text }.first?.clipped(), words.at)
            } else if Self.farewellCodes.contains(code), farewell == nil {
                notice = words
            }
        }
    }
}
