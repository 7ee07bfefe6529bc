import Transcripts

/// What a step is for, whatever it says: steps of two sessions belong together by it.
///
/// An answer is known by its call, so that a `_result` in one session stands beside the `onStatus` of the other.
public enum StepMeaning: Hashable, Sendable {
    /// `C1`, `S2`, `encrypted` and the like.
    case handshake(String)
    case call(String)
    /// To the call of that name.
    case answer(String)
    /// A status that answers nothing, by its code.
    case status(String)
    case control(String)
    /// By its handler.
    case data(String)
    /// `audio` or `video`, and the track.
    case sequenceHeader(String, track: Int)
    /// As above; all of it.
    case media(String, track: Int)
    case end

    /// `nil` for what says more about the network than about the peers: acknowledgements, pings, holes.
    init?(of entry: TranscriptEntry) {
        let kind = entry.kind
        switch entry.topic {
        case .handshake: self = .handshake(kind)
        case .command: self = Self.command(entry)
        case .control, .userControl, .chunkSize: self = .control(kind)
        case .data: self = .data(Self.handler(kind))
        case .audioConfiguration: self = .sequenceHeader("audio", track: Self.track(entry))
        case .videoConfiguration: self = .sequenceHeader("video", track: Self.track(entry))
        case .media: self = .media(kind, track: Self.track(entry))
        case .end: self = .end
        case .acknowledgement, .ping, .damage, .anything: return nil
        }
    }

    private static func command(_ entry: TranscriptEntry) -> StepMeaning {
        for prefix in ["result of ", "error of "] where entry.kind.hasPrefix(prefix) {
            return .answer(String(entry.kind.dropFirst(prefix.count)))
        }
        if let call = entry["answers"]?.string { return .answer(call) }
        guard entry.kind == "onStatus" else { return .call(entry.kind) }
        let code = entry["code"]?.string ?? ""
        return answeredCall(by: code).map { .answer($0) } ?? .status(code)
    }

    /// The call that a status answers by its code, although it came on another stream than it should.
    private static func answeredCall(by code: String) -> String? {
        if code.hasPrefix("NetConnection.Connect."), !code.hasSuffix(".Closed") { return "connect" }
        if code.hasPrefix("NetStream.Publish."), !code.hasSuffix(".Idle") { return "publish" }
        return answersToPlay.contains(code) ? "play" : nil
    }

    private static let answersToPlay: Set<String> = [
        "NetStream.Play.Start", "NetStream.Play.Reset", "NetStream.Play.StreamNotFound", "NetStream.Play.Failed",
        "NetStream.Play.FileStructureInvalid", "NetStream.Play.NoSupportedTrackFound",
    ]

    /// `onMetaData` of `data @setDataFrame onMetaData`.
    private static func handler(_ kind: String) -> String {
        kind.split(separator: " ").last.map(String.init) ?? kind
    }

    private static func track(_ entry: TranscriptEntry) -> Int {
        if case .number(let number)? = entry["track"] { return Int(exactly: number) ?? 0 }
        return 0
    }
}

extension StepMeaning {
    /// A call without which there is no session, or what answers it.
    var isEssential: Bool {
        switch self {
        case .call(let name), .answer(let name): ["connect", "createStream", "publish", "play"].contains(name)
        default: false
        }
    }

    /// In a sentence: `answer to publish`.
    public var subject: String {
        switch self {
        case .handshake(let part): part
        case .call(let name): name
        case .answer(let call): "answer to \(call)"
        case .status(let code): code.isEmpty ? "onStatus" : "onStatus \(code)"
        case .control(let kind): kind
        case .data(let handler): handler
        case .sequenceHeader(let kind, let track): "\(kind) sequence header\(Self.text(track))"
        case .media(let kind, let track): "\(kind)\(Self.text(track))"
        case .end: "end of the connection"
        }
    }

    private static func text(_ track: Int) -> String { track == 0 ? "" : " of track \(track)" }
}
