import Diagnostics
import Dissection
import Foundation
import Packets
import PcapCapture
import RTMP
import Renderings
import TestSupport

/// What a renderer makes of packets.
enum Rendered {
    /// Of built packets, in the order of their times.
    static func output(
        of records: [CaptureBuilder.Record], _ first: some Renderer, options: DissectionOptions = .init(),
        filter: EventFilter = .init(), findings: Bool = false, file: String = "built.pcap"
    ) -> [UInt8] {
        let description = CaptureDescription(file: file, format: "pcap", linkTypes: [.ethernet], snapshotLength: 65535)
        return output(first, options, filter, findings, description) { receive in
            for (index, record) in records.sorted(by: { $0.time < $1.time }).enumerated() {
                let packet = Packet(
                    number: index + 1, time: Timestamp(nanoseconds: record.time), linkType: .ethernet,
                    originalLength: record.originalLength)
                receive(packet, record.bytes.span.bytes)
            }
            return nil
        }
    }

    /// Of a file in `Captures/`, findings and all.
    static func output(
        ofCapture name: String, _ first: some Renderer, options: DissectionOptions = .init()
    ) throws -> [UInt8] {
        var file = try CaptureFile(path: Repository.captures.appending(path: name).path)
        let description = CaptureDescription(
            file: name, format: file.format, linkTypes: file.linkTypes, snapshotLength: file.snapshotLength)
        return output(first, options, .init(), true, description) { receive in
            do throws(CaptureError) {
                while try file.next({ packet, bytes in receive(packet, bytes) }) != nil {}
                return nil
            } catch {
                return "\(error)"
            }
        }
    }

    static func text(
        of records: [CaptureBuilder.Record], options: TextOptions = .init(), dissection: DissectionOptions = .init(),
        filter: EventFilter = .init()
    ) -> String {
        String(
            decoding: output(of: records, TextRenderer(options: options), options: dissection, filter: filter),
            as: UTF8.self)
    }

    /// The events of JSON Lines.
    static func events(
        of records: [CaptureBuilder.Record], options: DissectionOptions = .init(), filter: EventFilter = .init()
    ) throws -> [[String: Any]] {
        try objects(output(of: records, JSONLinesRenderer(), options: options, filter: filter))
    }

    /// What the rules find in a file in `Captures/`.
    static func findings(ofCapture name: String) throws -> [Finding] {
        var file = try CaptureFile(path: Repository.captures.appending(path: name).path)
        var dissector = Dissector()
        var diagnosis = Diagnosis()
        var findings: [Finding] = []
        while try file.next({ packet, bytes in
            dissector.receive(packet, bytes) { event in diagnosis.observe(event) { findings.append($0) } }
        }) != nil {}
        dissector.finish { event in diagnosis.observe(event) { findings.append($0) } }
        diagnosis.finish(dissector.totals) { findings.append($0) }
        return findings
    }

    static func objects(_ lines: [UInt8]) throws -> [[String: Any]] {
        try lines.split(separator: UInt8(ascii: "\n")).map { line in
            guard let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else {
                throw NotAnObject()
            }
            return object
        }
    }

    struct NotAnObject: Error {}

    /// - Parameter feed: Gives packets to its argument; returns what stopped it.
    private static func output(
        _ first: some Renderer, _ options: DissectionOptions, _ filter: EventFilter, _ findings: Bool,
        _ before: CaptureDescription,
        feed: ((Packet, RawSpan) -> Void) -> String?
    ) -> [UInt8] {
        var description = before
        var renderer = first
        var output: [UInt8] = []
        renderer.begin(description, to: &output)
        var dissector = Dissector(options: options)
        var diagnosis = Diagnosis()
        func show(_ event: Event) {
            let isEnd = if case .flowEnd = event.body { true } else { false }
            if filter.admits(event), !(isEnd && findings) { renderer.render(event, to: &output) }
            guard findings else { return }
            let ending = diagnosis.observe(event) { renderer.render($0, to: &output) }
            if let ending, filter.admits(event) { renderer.render(event, ending, to: &output) }
        }
        let problem = feed { packet, bytes in dissector.receive(packet, bytes) { show($0) } }
        if let problem { description.problems.append(problem) }
        dissector.finish { show($0) }
        if findings { diagnosis.finish(dissector.totals) { renderer.render($0, to: &output) } }
        renderer.end(description, totals: dissector.totals, to: &output)
        renderer.finish(to: &output)
        return output
    }
}
