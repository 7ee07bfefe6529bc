/// Where packets come from: a file, a pipe, an interface, a test.
public protocol PacketSource {
    /// Hands the next packet and its captured bytes to `body`, and returns what that returns; `nil` at the end.
    ///
    /// The bytes are borrowed: they are valid during the call only.
    /// - Throws: `CaptureError` when the input ends in mid-record or turns out damaged; what came before stands.
    mutating func next<Result>(_ body: (Packet, RawSpan) -> Result) throws(CaptureError) -> Result?

    /// Hands all packets to `body`, one after the other, with what `preparation` makes of each, until `body` returns
    /// `false` or the source ends.
    ///
    /// A source may prepare packets ahead of `body`, which then does not see those behind the one it stopped at.
    /// - Throws: As `next`, after all packets before that place.
    mutating func forEach<Preparation: PacketPreparation>(
        _ preparation: inout Preparation, _ body: (Packet, RawSpan, Preparation.Prepared) -> Bool
    ) throws(CaptureError)
}

extension PacketSource {
    /// Prepares each packet when it has come.
    public mutating func forEach<Preparation: PacketPreparation>(
        _ preparation: inout Preparation, _ body: (Packet, RawSpan, Preparation.Prepared) -> Bool
    ) throws(CaptureError) {
        var prepared = Preparation.blank
        var goesOn = true
        while goesOn {
            goesOn =
                try next { packet, bytes in
                    preparation.prepare(packet, bytes, into: &prepared)
                    return body(packet, bytes, prepared)
                } ?? false
        }
    }
}
