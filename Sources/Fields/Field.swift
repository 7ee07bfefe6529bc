import AMF

/// One named fact about a message, a handshake or a codec configuration, in the order a reader wants it.
///
/// Names are those of the JSON contract (`snake_case`). Renderers draw fields without knowing what they mean, so a
/// new kind of message or codec needs no change in any renderer.
public struct Field: Equatable, Sendable {
    public var name: String
    public var value: FieldValue

    public init(_ name: String, _ value: FieldValue) {
        self.name = name
        self.value = value
    }
}
