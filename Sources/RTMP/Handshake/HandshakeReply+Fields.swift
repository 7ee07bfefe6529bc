import Fields

extension HandshakeReply {
    /// Facts in the words of the JSON contract. What the capture does not tell is left out, and so is a signature that
    /// is wrong because the packet is an echo and has none.
    public var fields: [Field] {
        var fields: [Field] = []
        if let name = echo.name { fields.append(Field("echo", .text(name))) }
        switch (signature, echo) {
        case (.valid, _), (.invalid, .partial), (.invalid, .none), (.invalid, .unknown):
            fields.append(Field("signature", .text(signature.rawValue)))
        case (.invalid, _), (.notApplicable, _), (.unknown, _):
            break
        }
        return fields
    }
}
