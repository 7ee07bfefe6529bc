import Comparison
import Dissection
import Foundation
import Packets
import PcapCapture
import TestSupport
import Transcripts

/// Sessions to compare, from built packets and from captures.
enum Compared {
    /// The first flow of built packets.
    static func session(_ script: PublishScript) throws -> ComparedSession {
        try session(script.records(), file: "built.pcap")
    }

    static func session(_ records: [CaptureBuilder.Record], file: String = "built.pcap") throws -> ComparedSession {
        let capture = try CaptureFile(bytes: CaptureBuilder.pcap(records, nanoseconds: true), name: file)
        return try session(of: read(capture), file: file, flow: 1)
    }

    /// A flow of a file in `Captures/`.
    static func session(ofCapture name: String, flow: Int = 1) throws -> ComparedSession {
        try session(of: read(capture(name)), file: name, flow: flow)
    }

    static func flows(ofCapture name: String) throws -> [TranscriptFlow] { try read(capture(name)).transcript.flows }

    static func comparison(_ a: PublishScript, _ b: PublishScript) throws -> SessionComparison {
        SessionComparison(try session(a), try session(b))
    }

    static func comparison(ofCaptures a: String, _ b: String) throws -> SessionComparison {
        SessionComparison(try session(ofCapture: a), try session(ofCapture: b))
    }

    struct NoSuchFlow: Error {}

    private static func capture(_ name: String) throws -> CaptureFile {
        try CaptureFile(path: Repository.captures.appending(path: name).path)
    }

    private static func session(
        of read: (transcript: Transcript, totals: CaptureTotals), file: String, flow number: Int
    ) throws -> ComparedSession {
        guard let flow = read.transcript.flows.first(where: { $0.facts?.number == number }),
            let start = flow.facts?.start, let end = read.totals.lastTime
        else { throw NoSuchFlow() }
        return ComparedSession(file: file, flow: flow, captured: end.since(start))
    }

    private static func read(_ file: CaptureFile) throws -> (transcript: Transcript, totals: CaptureTotals) {
        var file = file
        var dissector = Dissector()
        var builder = TranscriptBuilder()
        do throws(CaptureError) {
            while try file.next({ dissector.receive($0, $1) { builder.receive($0) } }) != nil {}
        } catch {
            // A file that is cut off is compared up to the cut.
        }
        dissector.finish { builder.receive($0) }
        return (builder.finish(), dissector.totals)
    }
}
