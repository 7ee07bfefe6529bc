/// How an externalizable class writes its bytes, as far as it is publicly known: AMF3 § 3.12 leaves it to the class.
enum ExternalizableLayout {
    /// One AMF3 value.
    case value(name: String)
    /// Flags and the values they announce, from the base class down.
    case levels([Level])

    /// What one class of a hierarchy adds.
    struct Level {
        var className: String
        /// What each bit announces: flag byte by flag byte, from bit 0.
        var names: [[String]]

        /// Bits that nobody has named announce a value all the same.
        func name(flagByte: Int, bit: Int) -> String {
            if flagByte < names.count, bit < names[flagByte].count { return names[flagByte][bit] }
            return "\(className)Flag\(flagByte)Bit\(bit)"
        }
    }

    /// One line a class. `DSA`, `DSK` and `DSC` are the aliases under which Flex sends its short messages.
    static let known: [String: ExternalizableLayout] = [
        "flex.messaging.io.ArrayCollection": .value(name: "source"),
        "flex.messaging.io.ArrayList": .value(name: "source"),
        "flex.messaging.io.ObjectProxy": .value(name: "object"),
        "flex.messaging.io.ManagedObjectProxy": .value(name: "object"),
        "flex.messaging.io.SerializationProxy": .value(name: "instance"),
        "SerializationProxy": .value(name: "instance"),
        "DSA": .levels([abstract, async]),
        "DSK": .levels([abstract, async, acknowledge]),
        "DSC": .levels([abstract, async, command]),
        "flex.messaging.messages.AsyncMessageExt": .levels([abstract, async]),
        "flex.messaging.messages.AcknowledgeMessageExt": .levels([abstract, async, acknowledge]),
        "flex.messaging.messages.CommandMessageExt": .levels([abstract, async, command]),
    ]

    private static let abstract = Level(
        className: "abstract",
        names: [
            ["body", "clientId", "destination", "headers", "messageId", "timestamp", "timeToLive"],
            ["clientIdBytes", "messageIdBytes"],
        ])
    private static let async = Level(className: "async", names: [["correlationId", "correlationIdBytes"]])
    private static let acknowledge = Level(className: "acknowledge", names: [])
    private static let command = Level(className: "command", names: [["operation"]])
}
