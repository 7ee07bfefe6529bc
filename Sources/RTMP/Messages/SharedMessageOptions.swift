/// Options of all decoders of a capture: each would have a copy of its own otherwise, and there are two a flow.
public final class SharedMessageOptions: Sendable {
    public let options: MessageOptions

    public init(_ options: MessageOptions) { self.options = options }
}
