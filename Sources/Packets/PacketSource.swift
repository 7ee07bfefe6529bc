/// Where packets come from: a file, a pipe, an interface, a test.
public protocol PacketSource {
    /// Hands the next packet and its captured bytes to `body`, and returns what that returns; `nil` at the end.
    ///
    /// The bytes are borrowed: they are valid during the call only.
    /// - Throws: `CaptureError` when the input ends in mid-record or turns out damaged; what came before stands.
    mutating func next<Result>(_ body: (Packet, RawSpan) -> Result) throws(CaptureError) -> Result?
}
