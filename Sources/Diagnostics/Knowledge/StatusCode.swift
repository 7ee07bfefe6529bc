/// A code of onStatus, `_error` and their kin: what it stands for, and with which level it comes.
public struct StatusCode: Equatable, Sendable {
    /// What a status means for the call: news, a warning, or its end.
    public enum Level: String, Sendable {
        case status
        case warning
        case error
    }

    /// `NetStream.Publish.Start`.
    public var code: String
    /// The level that belongs to the code.
    public var level: Level
    /// A phrase: "publish accepted".
    public var meaning: String

    init(_ code: String, _ level: Level, _ meaning: String) {
        self.code = code
        self.level = level
        self.meaning = meaning
    }

    /// The code that is spelt exactly so.
    public static func named(_ code: String) -> StatusCode? { byName[code] }

    /// What a text that is no known code is likely to mean: a misspelling that is met, or the nearest code.
    public static func nearest(to text: String) -> StatusCode? {
        if let known = misspellings[text] { return byName[known] }
        return Nearest.match(text, among: all.map(\.code)).flatMap { byName[$0] }
    }

    private static let byName = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }

    /// Spellings that programs send, and what they stand for.
    static let misspellings: [String: String] = [
        // SRS.
        "NetStream.Connnect.Success": "NetStream.Connect.Success",
        "NetConnection.Connnect.Success": "NetConnection.Connect.Success",
        "NetStream.unpublish.Success": "NetStream.Unpublish.Success",
        // MonaServer and Cumulus.
        "NetStream.play.failed": "NetStream.Play.Failed",
        // Not in Adobe's list, but met as refusals.
        "NetStream.Publish.Denied": "NetStream.Publish.BadName",
        "NetStream.Publish.Rejected": "NetStream.Publish.BadName",
    ]
}
