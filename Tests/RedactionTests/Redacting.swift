import Diagnostics
import Dissection
import Packets
import PcapCapture
import RTMP
import Redaction
import Renderings
import Segments
import Streams

/// Captures in memory, redacted both ways: when they are shown, and when they are copied.
enum Redacting {
    static func copy(
        _ file: [UInt8], addresses: Bool = false, keepsOthers: Bool = false
    ) throws -> (bytes: [UInt8], counts: CaptureRedaction.Counts) {
        let redactor = Redactor(masksAddresses: addresses)
        var source = try CaptureFile(bytes: file, name: "built")
        redactor.collect(from: &source, options: .init())
        var redaction = CaptureRedaction(redactor, options: .init(), keepsOthers: keepsOthers)
        source = try CaptureFile(bytes: file, name: "built")
        redaction.plan(from: &source)
        if redaction.wantsDatagrams {
            source = try CaptureFile(bytes: file, name: "built")
            redaction.gatherDatagrams(from: &source)
        }
        source = try CaptureFile(bytes: file, name: "built", isCopied: true)
        var copy: [UInt8] = []
        while true {
            let isPacket: Void? = try source.nextFramed { packet, bytes, before, behind in
                copy += before + redaction.redact(packet, bytes) + behind
            }
            guard isPacket != nil else { break }
        }
        return (copy + source.takeFraming(), redaction.counts)
    }

    /// All that can be shown of a capture: messages with their bytes, chunks, findings.
    static func report(_ file: [UInt8], redactor: Redactor? = nil, isText: Bool = false) throws -> String {
        guard isText else { return try report(file, JSONLinesRenderer(), redactor) }
        var options = TextOptions()
        options.hex = true
        options.media = .all
        return try report(file, TextRenderer(options: options), redactor)
    }

    private static func report(
        _ file: [UInt8], _ renderer: some Renderer, _ redactor: Redactor?
    ) throws -> String {
        if let redactor {
            var source = try CaptureFile(bytes: file, name: "built")
            redactor.collect(from: &source, options: .init())
        }
        var options = DissectionOptions()
        options.messages.keepsPayload = true
        options.messages.reportsChunks = true
        options.messages.redaction = redactor
        var source = try CaptureFile(bytes: file, name: "built")
        let description = CaptureDescription(
            file: source.name, format: source.format, linkTypes: source.linkTypes,
            snapshotLength: source.snapshotLength)
        var presentation = Presentation(renderer)
        var dissector = Dissector(options: options)
        var output: [UInt8] = []
        presentation.begin(description, to: &output)
        try read(&source) { packet, bytes in
            dissector.receive(packet, bytes) { presentation.show(redactor?.redact($0) ?? $0, to: &output) }
        }
        dissector.finish { presentation.show(redactor?.redact($0) ?? $0, to: &output) }
        presentation.end(
            description, totals: redactor?.redact(dissector.totals) ?? dissector.totals, to: &output)
        presentation.finish(to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The bytes of each side of each connection, put together and taken out of their chunks as far as a header of one
    /// byte cuts them: secrets must not be found in them either.
    static func streams(_ file: [UInt8]) throws -> [[UInt8]] {
        var streams: [[UInt8]] = []
        var places: [FlowID: [Int]] = [:]
        var decoder = PacketDecoder()
        var assembler = StreamAssembler()
        var source = try CaptureFile(bytes: file, name: "built")
        func take(_ id: FlowID, _ event: StreamEvent, _ bytes: RawSpan) {
            guard case .bytes(let piece) = event else { return }
            if places[id] == nil {
                places[id] = [streams.count, streams.count + 1]
                streams += [[], []]
            }
            guard let index = places[id]?[Int(piece.side.rawValue)] else { return }
            for position in piece.range {
                streams[index].append(bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self))
            }
        }
        try read(&source) { packet, bytes in
            _ = decoder.decode(packet, bytes) { segment, span in
                assembler.receive(segment, in: packet, bytes: span, deliver: take)
            }
        }
        assembler.finish(deliver: take)
        return streams
    }

    /// Number, time, both lengths of each packet, and whether its checksums are right.
    static func facts(_ file: [UInt8]) throws -> [String] {
        var facts: [String] = []
        var decoder = PacketDecoder()
        var source = try CaptureFile(bytes: file, name: "built")
        try read(&source) { packet, bytes in
            var checksum = ""
            let verdict = decoder.decode(packet, bytes) { segment, _ in checksum = "\(segment.checksum)" }
            facts.append(
                "\(packet.number) \(packet.time.nanoseconds) \(packet.originalLength) \(bytes.byteCount) \(verdict) "
                    + checksum)
        }
        return facts
    }

    private static func read(
        _ source: inout CaptureFile, _ take: (Packet, RawSpan) -> Void
    ) throws(CaptureError) {
        while true {
            let isPacket: Void? = try source.next(take)
            guard isPacket != nil else { return }
        }
    }

    static func holds(_ bytes: [UInt8], _ text: String) -> Bool { !bytes.ranges(of: Array(text.utf8)).isEmpty }
}
