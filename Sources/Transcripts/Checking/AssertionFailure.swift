/// Where an assertion does not hold.
public struct AssertionFailure: Equatable, Sendable {
    public var assertion: Assertion
    /// A sentence without a full stop; what it quotes is escaped.
    public var sentence: String
    /// Number of the flow; `nil` for what concerns the capture.
    public var flow: Int?
    /// Number of the packet.
    public var packet: Int?

    init(_ assertion: Assertion, _ sentence: String, _ flow: TranscriptFlow? = nil, _ entry: TranscriptEntry? = nil) {
        self.assertion = assertion
        self.sentence = sentence
        self.flow = flow?.facts?.number
        packet = entry?.place?.lastPacket
    }
}
