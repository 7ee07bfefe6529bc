import AMF
import Media
import Packets
import RTMP

/// What the two directions of a flow mean to each other: which response answers which call, which message stream
/// is which, who the peers say they are.
struct Conversation {
    /// By the side that called.
    private var pending: ByDirection<PendingCalls>
    private var streams = ShortTable<UInt32, StreamIdentity>()
    private var introduced: [UInt32] = []
    /// The stream of the last frame and its place in `streams`, until a command changes what is known of streams.
    private var lastMedia: (id: UInt32, place: Int32?)?
    private(set) var app: String?
    private var tcURLText: String?
    private(set) var software = SoftwareEvidence()
    private(set) var failures: [String] = []
    /// The last command of each side, with its status code.
    private var lastCommands = ByDirection<(name: String, code: String?)?>(nil)

    /// Message streams and failures remembered of one flow.
    private static let maximumStreams = 256
    private static let maximumFailures = 16

    init(maximumCalls: Int) {
        pending = ByDirection(PendingCalls(maximum: maximumCalls))
    }

    /// What a message means, and the stream that became known by it.
    struct Reading {
        var answer: MessageEvent.Answer?
        var stream: StreamIdentity?
        var introduction: StreamIntroduction?
    }

    /// - Parameter packet: The 1536 bytes that `block` was read from.
    mutating func note(_ block: HandshakeBlock, packet: [UInt8]) { software.note(block, packet: packet) }

    /// - Parameter metadata: What the message says, where it is an `onMetaData`.
    mutating func read(
        _ message: Message, _ metadata: StreamMetadata?, _ direction: Direction, at time: Timestamp
    ) -> Reading {
        var reading = Reading()
        let streamID = message.header.messageStreamID
        switch message.body {
        case .command(let command):
            lastMedia = nil
            software.note(command, direction)
            let call = read(command, message, direction, at: time)
            reading.answer = call.map { answer($0, at: time) }
            // Some servers send the status on stream 0: then the call knows which stream it is about.
            if isStart(command) {
                reading.introduction = introduce(streamID == 0 ? call?.statusStream ?? streamID : streamID)
            }
        case .data:
            if let metadata { software.note(metadata, direction) }
        case .audio, .video, .aggregate:
            if !introduced.contains(streamID), streams[streamID] != nil { reading.introduction = introduce(streamID) }
        default:
            break
        }
        reading.stream = streams[streamID]
        return reading
    }

    /// The same for a frame.
    mutating func read(_ frame: OrdinaryFrame) -> Reading {
        let id = frame.messageStreamID
        if let last = lastMedia, last.id == id {
            return Reading(stream: last.place.map { streams.entries[Int($0)].value })
        }
        var reading = Reading()
        if !introduced.contains(id), streams[id] != nil { reading.introduction = introduce(id) }
        reading.stream = streams[id]
        let place = streams.entries.firstIndex { $0.key == id }
        lastMedia = (id, place.map { Int32(truncatingIfNeeded: $0) })
        return reading
    }

    /// The streams that were published or played, by id.
    var identities: [StreamIdentity] { streams.entries.map(\.value).sorted { $0.id < $1.id } }

    /// The URL of the last `connect`. As text it takes a fifth of the room.
    var tcURL: TcURL? { tcURLText.flatMap { TcURL($0) } }

    /// The last command or status that each side sent, by `Direction`.
    var lastWords: [String?] {
        lastCommands.map { last in last.map { last in last.code.map { "\(last.name) \($0)" } ?? last.name } }
    }

    /// A status or media showed that the stream is really published or played.
    func isIntroduced(_ stream: UInt32) -> Bool { introduced.contains(stream) }

    /// Calls that are still without an answer, in the order in which they were made.
    var unanswered: [FlowEnd.UnansweredCall] {
        [Direction.clientToServer, .serverToClient].flatMap { direction in
            pending[direction].calls.map {
                FlowEnd.UnansweredCall(direction: direction, name: $0.name, index: $0.index, time: $0.time)
            }
        }.sorted { $0.time < $1.time }
    }

    /// Calls that may still be without an answer, but were too many to be remembered.
    var forgottenCalls: Int { pending.reduce(0) { $0 + $1.forgotten } }

    // MARK: Commands

    /// - Returns: The call that the command answers.
    private mutating func read(
        _ command: Command, _ message: Message, _ direction: Direction, at time: Timestamp
    ) -> PendingCalls.Call? {
        let name = command.name.string
        let streamID = message.header.messageStreamID
        lastCommands[direction] = (name, command.status?.code)
        if name == "_error" || command.status?.level == "error", failures.count < Self.maximumFailures {
            failures.append(
                [command.status?.code ?? name, command.status?.description].compactMap(\.self).joined(separator: ": "))
        }
        let peer = direction.opposite
        switch name {
        case "_result", "_error":
            guard let id = command.transactionID, let call = pending[peer].answer(transactionID: id) else { return nil }
            if call.name == "connect" { software.note(result: command) }
            return call
        case "onStatus":
            let code = command.status?.code ?? ""
            let verb =
                code.hasPrefix("NetStream.Publish.") ? "publish" : code.hasPrefix("NetStream.Play.") ? "play" : nil
            return verb.flatMap { pending[peer].answer(statusOn: streamID, verb: $0) }
        case "connect":
            note(connect: command)
        case "publish", "play":
            note(verb: name, command, on: streamID)
        case "play2":
            if case let options? = command.arguments.dropFirst().first, let name = options["streamName"]?.text {
                remember(StreamIdentity(id: streamID, role: .play, name: name, app: app))
            }
        default:
            break
        }
        pending[direction].note(
            name: name, transactionID: command.transactionID, stream: streamID, index: message.index, time: time)
        return nil
    }

    private func answer(_ call: PendingCalls.Call, at time: Timestamp) -> MessageEvent.Answer {
        MessageEvent.Answer(name: call.name, index: call.index, latency: max(time.since(call.time), 0))
    }

    private mutating func note(connect command: Command) {
        guard let properties = command.arguments.first else { return }
        app = properties["app"]?.text
        tcURLText = properties["tcUrl"]?.text
        software.note(connect: command.arguments)
    }

    /// The stream name is the first string behind the command object, which some senders leave out.
    private mutating func note(verb: String, _ command: Command, on stream: UInt32) {
        guard let name = command.arguments.lazy.compactMap(\.text).first else { return }
        introduced.removeAll { $0 == stream }
        remember(StreamIdentity(id: stream, role: verb == "play" ? .play : .publish, name: name, app: app))
    }

    private mutating func remember(_ identity: StreamIdentity) {
        guard streams.count < Self.maximumStreams || streams[identity.id] != nil else { return }
        streams[identity.id] = identity
    }

    private func isStart(_ command: Command) -> Bool {
        guard command.name.string == "onStatus", let code = command.status?.code else { return false }
        return code == "NetStream.Publish.Start" || code == "NetStream.Play.Start"
    }

    private mutating func introduce(_ stream: UInt32) -> StreamIntroduction? {
        guard let identity = streams[stream], !introduced.contains(stream) else { return nil }
        introduced.append(stream)
        return StreamIntroduction(identity: identity, client: software.client, server: software.server)
    }
}
