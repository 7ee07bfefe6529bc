import Dissection
import Foundation
import Packets
import PcapCapture
import RTMP
import Renderings
import TestSupport

/// What the command prints of a capture, without a process. The tests of the command hold the two together.
enum Rendering {
    static func render(_ capture: String, as format: ReportFormat, width: Int = 100) throws -> [UInt8] {
        var options = DissectionOptions()
        options.messages.scansFrames = true
        switch format {
        case .text:
            var text = TextOptions()
            text.width = width
            return try render(capture, options, TextRenderer(options: text))
        case .jsonLines:
            return try render(capture, options, JSONLinesRenderer())
        }
    }

    private static func render(
        _ capture: String, _ options: DissectionOptions, _ first: some Renderer
    ) throws -> [UInt8] {
        let bytes = [UInt8](try Data(contentsOf: Repository.captures.appending(path: capture)))
        var file = try CaptureFile(bytes: bytes, name: "Captures/\(capture)")
        var presentation = Presentation(first)
        var output: [UInt8] = []
        var problems: [String] = []
        presentation.begin(describe(file, problems), to: &output)
        var dissector = Dissector(options: options)
        do throws(CaptureError) {
            while try file.next({ packet, bytes in
                dissector.receive(packet, bytes) { presentation.show($0, to: &output) }
            }) != nil {}
        } catch {
            problems.append("\(error)")
        }
        dissector.finish { presentation.show($0, to: &output) }
        presentation.end(describe(file, problems), totals: dissector.totals, to: &output)
        presentation.finish(to: &output)
        return output
    }

    private static func describe(_ file: CaptureFile, _ problems: [String]) -> CaptureDescription {
        var description = CaptureDescription(
            file: file.name, format: file.format, linkTypes: file.linkTypes, snapshotLength: file.snapshotLength)
        description.problems = problems
        return description
    }
}
