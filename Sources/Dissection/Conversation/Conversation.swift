import AMF
import Media
import Packets
import RTMP

/// What the two directions of a flow mean to each other: which response answers which call, which message stream
/// is which, who the peers say they are.
struct Conversation {
    /// What few flows have.
    private struct Exceptions {
        var failures: [String] = []
        /// Calls thrown out because there were too many.
        var forgottenCalls = 0
        /// The last command of a side, where `LastCommand` cannot tell it.
        var lastCommands = ByDirection<String?>(nil)
    }

    private var streams = KnownStreams()
    private(set) var app: String?
    /// By the side that called.
    private var pending = ByDirection(PendingCalls())
    private(set) var software = SoftwareEvidence()
    /// The last command of each side, with its status code.
    private var lastCommands = ByDirection(LastCommand())
    private let maximumCalls: UInt32
    @Seldom private var exceptions: Exceptions?

    /// Failures remembered of one flow.
    private static let maximumFailures = 16

    init(maximumCalls: Int) { self.maximumCalls = UInt32(clamping: max(maximumCalls, 1)) }

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
            reading.introduction = introduce(streamID)
        default:
            break
        }
        reading.stream = streams[streamID]
        return reading
    }

    /// The same for a frame.
    mutating func read(_ frame: OrdinaryFrame) -> Reading {
        let id = frame.messageStreamID
        streams.expect(id)
        if streams.isIntroduced(id) { return Reading(stream: streams[id]) }
        let introduction = introduce(id)
        return Reading(stream: streams[id], introduction: introduction)
    }

    /// The streams that were published or played, by id.
    var identities: [StreamIdentity] { streams.identities }

    /// The URL of the last `connect`. As text it takes a fifth of the room.
    var tcURL: TcURL? { software.tcURL.flatMap { TcURL($0) } }

    /// What answers and statuses said was wrong.
    var failures: [String] { exceptions?.failures ?? [] }

    /// The last command or status that each side sent, by `Direction`.
    var lastWords: [String?] {
        [Direction.clientToServer, .serverToClient].map { lastCommands[$0].words ?? exceptions?.lastCommands[$0] }
    }

    /// A status or media showed that the stream is really published or played.
    func isIntroduced(_ stream: UInt32) -> Bool { streams.isIntroduced(stream) }

    /// Calls that are still without an answer, in the order in which they were made.
    var unanswered: [FlowEnd.UnansweredCall] {
        [Direction.clientToServer, .serverToClient].flatMap { direction in
            pending[direction].calls.map {
                FlowEnd.UnansweredCall(direction: direction, name: $0.name, index: $0.index, time: $0.time)
            }
        }.sorted { $0.time < $1.time }
    }

    /// Calls that may still be without an answer, but were too many to be remembered.
    var forgottenCalls: Int { exceptions?.forgottenCalls ?? 0 }

    // MARK: Commands

    /// - Returns: The call that the command answers.
    private mutating func read(
        _ command: Command, _ message: Message, _ direction: Direction, at time: Timestamp
    ) -> PendingCalls.Call? {
        let name = command.name.string
        let streamID = message.header.messageStreamID
        let status = command.status
        note(last: name, code: status?.code, direction)
        if name == "_error" || status?.level == "error", failures.count < Self.maximumFailures {
            except {
                $0.failures.append(
                    [status?.code ?? name, status?.description].compactMap(\.self).joined(separator: ": "))
            }
        }
        let peer = direction.opposite
        switch name {
        case "_result", "_error":
            guard let id = command.transactionID, let call = pending[peer].answer(transactionID: id) else { return nil }
            if call.name == "connect" { software.note(result: command) }
            return call
        case "onStatus":
            let code = status?.code ?? ""
            let verb =
                code.hasPrefix("NetStream.Publish.") ? "publish" : code.hasPrefix("NetStream.Play.") ? "play" : nil
            return verb.flatMap { pending[peer].answer(statusOn: streamID, verb: $0) }
        case "connect":
            note(connect: command)
        case "publish", "play":
            note(verb: name, command, on: streamID)
        case "play2":
            if case let options? = command.arguments.dropFirst().first, let name = options["streamName"]?.text {
                streams.remember(StreamIdentity(id: streamID, role: .play, name: name, app: app))
            }
        default:
            break
        }
        let hasForgotten = pending[direction].note(
            name: name, transactionID: command.transactionID, stream: streamID, index: message.index, time: time,
            maximum: Int(maximumCalls))
        if hasForgotten { except { $0.forgottenCalls += 1 } }
        return nil
    }

    private mutating func note(last name: String, code: String?, _ direction: Direction) {
        if let last = LastCommand(name: name, code: code) {
            lastCommands[direction] = last
        } else {
            lastCommands[direction] = LastCommand()
            except { $0.lastCommands[direction] = LastCommand.words(name: name, code: code) }
        }
    }

    private mutating func except(_ change: (inout Exceptions) -> Void) {
        var changed = exceptions ?? Exceptions()
        change(&changed)
        exceptions = changed
    }

    private func answer(_ call: PendingCalls.Call, at time: Timestamp) -> MessageEvent.Answer {
        MessageEvent.Answer(name: call.name, index: call.index, latency: max(time.since(call.time), 0))
    }

    private mutating func note(connect command: Command) {
        guard let properties = command.arguments.first else { return }
        app = properties["app"]?.text
        software.tcURL = properties["tcUrl"]?.text
        software.note(connect: command.arguments)
    }

    /// The stream name is the first string behind the command object, which some senders leave out.
    private mutating func note(verb: String, _ command: Command, on stream: UInt32) {
        guard let name = command.arguments.lazy.compactMap(\.text).first else { return }
        streams.setIntroduced(stream, false)
        streams.remember(StreamIdentity(id: stream, role: verb == "play" ? .play : .publish, name: name, app: app))
    }

    private func isStart(_ command: Command) -> Bool {
        guard command.name.string == "onStatus", let code = command.status?.code else { return false }
        return code == "NetStream.Publish.Start" || code == "NetStream.Play.Start"
    }

    private mutating func introduce(_ stream: UInt32) -> StreamIntroduction? {
        guard let identity = streams[stream], !streams.isIntroduced(stream) else { return nil }
        streams.setIntroduced(stream, true)
        return StreamIntroduction(identity: identity, client: software.client, server: software.server)
    }
}
