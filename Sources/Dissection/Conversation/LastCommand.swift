/// The last command or status that one side sent, in two bytes where `Vocabulary` has its words.
struct LastCommand {
    private var name: UInt8 = 0
    /// 0 is none.
    private var code: UInt8 = 0

    /// None was sent, or `Conversation` has its words.
    init() {}

    /// `nil` where the vocabulary does not have all of them.
    init?(name: String, code: String?) {
        guard let word = Vocabulary.code(of: name.utf8) else { return nil }
        self.name = word
        if let code {
            guard let word = Vocabulary.code(of: code.utf8) else { return nil }
            self.code = word
        }
    }

    var words: String? {
        guard name != 0 else { return nil }
        return Self.words(name: Vocabulary.word(name), code: code == 0 ? nil : Vocabulary.word(code))
    }

    static func words(name: String, code: String?) -> String { code.map { "\(name) \($0)" } ?? name }
}
