import Dissection
import Packets
import RTMP
import Segments

extension Redactor {
    /// Reads a capture for its secrets only, as far as it can be read.
    ///
    /// - Parameters:
    ///   - limit: Packets to read at most.
    ///   - isInterrupted: Asked now and then; `true` ends the reading.
    public func collect(
        from source: inout some PacketSource, options: DissectionOptions, limit: Int? = nil,
        isInterrupted: () -> Bool = { false }
    ) {
        var options = options
        options.messages.redaction = self
        var dissector = Dissector(options: options)
        var decoder = PacketsDecodedAhead()
        var packets = 0
        if limit != 0, !isInterrupted() {
            try? source.forEach(&decoder) { packet, bytes, decoded in
                dissector.receive(packet, bytes, decoded) { event in _ = redact(event) }
                packets += 1
                return packets != limit && (packets % 1024 != 0 || !isInterrupted())
            }
        }
        dissector.finish { event in _ = redact(event) }
        _ = redact(dissector.totals)
    }
}
