import AMF

/// Options of all decoders of a capture: each would have a copy of its own otherwise, and there are two a flow.
///
/// Asked one by one: a copy of all of them would count references for each message.
public final class SharedMessageOptions: Sendable {
    private let options: MessageOptions

    public init(_ options: MessageOptions) { self.options = options }

    var reportsChunks: Bool { options.reportsChunks }
    var keepsPayload: Bool { options.keepsPayload }
    var scansFrames: Bool { options.scansFrames }
    var maximumMessage: Int { options.maximumMessage }
    /// Decoders count what they keep in 32 bits.
    var maximumUnfinished: Int { min(options.maximumUnfinished, 1 << 31) }
    var maximumChunkStreams: Int { options.maximumChunkStreams }
    var maximumSearched: Int { options.maximumSearched }
    var amf: AMFLimits { options.amf }
    var redaction: (any PayloadRedacting)? { options.redaction }
}
