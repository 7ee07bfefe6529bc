import Comparison
import Dissection
import Packets
import PcapCapture
import Segments
import Transcripts

/// A capture read as a whole, for what is known of it only then: its transcript.
struct CaptureTranscript {
    /// As the user named it.
    let file: String
    private(set) var transcript = Transcript()
    private(set) var totals = CaptureTotals()
    /// What went wrong on the way; what came before it is there.
    private(set) var problems: [String] = []

    /// - Throws: Where nothing could be read.
    init(reading path: String, filter: String?, options: DissectionOptions) throws(CaptureError) {
        var source = try CaptureFile(path: path, filter: filter, interrupted: { Signals.endingSignal != nil })
        file = source.name
        var dissector = Dissector(options: options)
        var builder = TranscriptBuilder()
        var decoder = PacketsDecodedAhead()
        do throws(CaptureError) {
            try source.forEach(&decoder) { packet, bytes, decoded in
                dissector.receive(packet, bytes, decoded) { builder.receive($0) }
                return Signals.endingSignal == nil
            }
        } catch {
            problems.append("\(error)")
        }
        dissector.finish { builder.receive($0) }
        transcript = builder.finish()
        totals = dissector.totals
    }

    /// The flow that is shown under that number.
    func flow(numbered number: Int) -> TranscriptFlow? { transcript.flows.first { $0.facts?.number == number } }

    /// Flows that have something to compare.
    var sessions: [TranscriptFlow] { transcript.flows.filter { SessionMatch.isSession($0) } }

    /// One of its flows as one side of a comparison.
    func session(_ flow: TranscriptFlow) -> ComparedSession {
        let captured = flow.facts.flatMap { facts in totals.lastTime?.since(facts.start) }
        return ComparedSession(
            file: file, flow: flow, captured: captured ?? flow.facts?.duration ?? 0, problems: problems,
            isTruncated: transcript.isTruncated)
    }

    /// Why there is nothing to compare.
    var emptiness: String {
        let others = totals.otherFlows.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let found = others.isEmpty ? "no TCP connection with data" : others.joined(separator: ", ")
        return "\(file): has no RTMP session (\(found))"
    }
}
