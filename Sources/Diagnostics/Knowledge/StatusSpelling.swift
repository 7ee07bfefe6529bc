/// A spelling of a status code that programs send and no list has, and what it stands for.
public struct StatusSpelling: Sendable {
    /// As sent.
    public var text: String
    /// The code that is meant.
    public var code: String
    /// Who sends it so.
    public var sender: String
    /// Whether it is the same words misspelt; otherwise it is a word of the sender's own with that meaning.
    public var isMisspelt: Bool

    private init(_ text: String, _ code: String, _ sender: String, isMisspelt: Bool = true) {
        self.text = text
        self.code = code
        self.sender = sender
        self.isMisspelt = isMisspelt
    }

    /// Those that are known.
    public static let all: [StatusSpelling] = [
        StatusSpelling("NetStream.Connnect.Success", "NetStream.Connect.Success", "SRS"),
        StatusSpelling("NetConnection.Connnect.Success", "NetConnection.Connect.Success", "SRS"),
        StatusSpelling("NetStream.unpublish.Success", "NetStream.Unpublish.Success", "SRS"),
        StatusSpelling("NetStream.play.failed", "NetStream.Play.Failed", "MonaServer and Cumulus"),
        StatusSpelling(
            "NetStream.Publish.Denied", "NetStream.Publish.BadName", "servers that refuse a publisher",
            isMisspelt: false),
        StatusSpelling(
            "NetStream.Publish.Rejected", "NetStream.Publish.BadName", "servers that refuse a publisher",
            isMisspelt: false),
    ]
}
