import Dissection
import Packets
import RTMP
import TestSupport

/// The events of built packets.
struct Dissected {
    private(set) var events: [Event] = []
    private(set) var totals = CaptureTotals()

    /// Packets in the order of their times, or as they stand there.
    init(_ records: [CaptureBuilder.Record], sorted: Bool = true, options: DissectionOptions = .init()) {
        var dissector = Dissector(options: options)
        let records = sorted ? records.sorted { $0.time < $1.time } : records
        for (index, record) in records.enumerated() {
            let packet = Packet(
                number: index + 1, time: Timestamp(nanoseconds: record.time), linkType: .ethernet,
                originalLength: record.originalLength)
            dissector.receive(packet, record.bytes.span.bytes) { events.append($0) }
        }
        dissector.finish { events.append($0) }
        totals = dissector.totals
    }

    init(_ connection: BuiltConnection, options: DissectionOptions = .init()) {
        self.init(connection.records, options: options)
    }

    var openings: [FlowOpening] {
        events.compactMap { if case .flow(let opening) = $0.body { opening } else { nil } }
    }

    var ends: [FlowEnd] {
        events.compactMap { if case .flowEnd(let end) = $0.body { end } else { nil } }
    }

    var handshakes: [HandshakeEvent] {
        events.compactMap { if case .handshake(let handshake) = $0.body { handshake } else { nil } }
    }

    var introductions: [StreamIntroduction] {
        events.compactMap { if case .stream(let introduction) = $0.body { introduction } else { nil } }
    }

    var messages: [(event: Event, message: MessageEvent)] {
        events.compactMap { if case .message(let message) = $0.body { ($0, message) } else { nil } }
    }

    /// What answers what: the answer's command, the call, the latency in ms.
    var answers: [String] {
        messages.compactMap { _, message in
            guard let answer = message.answer, case .command(let command) = message.message.body else { return nil }
            return "\(command.name) → \(answer.name) #\(answer.index) \(answer.latency / 1_000_000) ms"
        }
    }
}
