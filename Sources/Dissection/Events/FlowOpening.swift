import Segments

/// A flow that is shown, as far as it is known when it is first shown.
public struct FlowOpening: Sendable {
    public var client: Endpoint
    public var server: Endpoint
    public var encapsulation: Encapsulation
    /// The capture has the beginning of the connection.
    public var sawSYN: Bool
    public var `protocol`: FlowProtocol
    /// The assembler's number of the connection, which counts those that are not shown as well.
    public var serial = 0
    /// What else is known of a protocol that is not RTMP: a TLS server name, an HTTP request line.
    public var detail: String?
}
