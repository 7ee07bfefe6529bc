import AMF

/// A NetConnection or NetStream status, RTMP 1.0 § 7.2.2: the info object of commands, and of some data messages.
public struct Status: Equatable, Sendable {
    public var level: String?
    public var code: String?
    public var description: String?

    /// The first value that has a `code` or a `level`; `nil` where none has.
    public init?(in values: some Sequence<AMFValue>) {
        for value in values {
            let code = value["code"]?.text
            let level = value["level"]?.text
            guard code != nil || level != nil else { continue }
            self.level = level
            self.code = code
            description = value["description"]?.text
            return
        }
        return nil
    }
}
