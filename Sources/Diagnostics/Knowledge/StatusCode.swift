/// A code of onStatus, `_error` and their kin: what it stands for, who sends it, and what to do about it.
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
    /// In which message it comes, and from whom.
    public var carrier: StatusCarrier
    /// A phrase: "publish accepted".
    public var meaning: String
    /// What whoever gets it, or looks at it, should do: a sentence or two.
    public var advice: String

    init(_ code: String, _ level: Level, _ carrier: StatusCarrier, _ meaning: String, _ advice: String) {
        self.code = code
        self.level = level
        self.carrier = carrier
        self.meaning = meaning
        self.advice = advice
    }

    /// The code that is spelt exactly so.
    public static func named(_ code: String) -> StatusCode? { byName[code] }

    /// What a text that is no known code is likely to mean: a misspelling that is met, or the nearest code.
    public static func nearest(to text: String) -> StatusCode? {
        if let known = spellings[text] { return byName[known.code] }
        return Nearest.match(text, among: all.map(\.code)).flatMap { byName[$0] }
    }

    /// All codes that are known, by their first words.
    public static let all: [StatusCode] = connection + publishing + playing + streams + sharing

    private static let byName = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }
    private static let spellings = Dictionary(StatusSpelling.all.map { ($0.text, $0) }) { first, _ in first }
}
