import Dissection
import Packets
import RTMP

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
        var packets = 0
        while limit.map({ packets < $0 }) ?? true, packets % 1024 != 0 || !isInterrupted() {
            let isPacket = try? source.next { packet, bytes in
                dissector.receive(packet, bytes) { event in _ = redact(event) }
            }
            guard isPacket != nil else { break }
            packets += 1
        }
        dissector.finish { event in _ = redact(event) }
        _ = redact(dissector.totals)
    }
}
