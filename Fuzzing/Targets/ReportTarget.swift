import AMF
import Dissection
import Packets
import PcapCapture
import RTMP
import Renderings
import Streams

/// The whole way, from a capture's bytes to text and JSON, findings and all.
public enum ReportTarget: FuzzTarget {
    public static let name = "reports"

    public static func run(_ input: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(input)
        let choice = input.u8()
        let looks = input.u8()
        let bytes = input.rest()
        var text = TextOptions()
        text.media = TextOptions.MediaDetail.allCases[Int(looks & 3) % TextOptions.MediaDetail.allCases.count]
        text.width = [100, 80, 40, 20, 200, 1, 60, 120][Int(looks >> 2 & 7)]
        text.hex = looks & 32 != 0
        text.byFlow = looks & 64 != 0
        text.summaryOnly = looks & 128 != 0
        let options = options(choice, hex: text.hex)
        try OutputChecks.text(render(bytes, options, TextRenderer(options: text)))
        if choice & 1 == 0 {
            try OutputChecks.lines(render(bytes, options, JSONLinesRenderer()))
        } else {
            try OutputChecks.document(render(bytes, options, JSONDocumentRenderer()))
        }
    }

    private static func options(_ choice: UInt8, hex: Bool) -> DissectionOptions {
        var options = DissectionOptions()
        options.messages.keepsPayload = hex
        options.messages.reportsChunks = choice & 2 != 0
        options.messages.scansFrames = choice & 4 == 0
        if choice & 8 != 0 { options.ports = [19_350, 19_081, 80, 443] }
        if choice & 16 != 0 {
            options.streams.flows = 2
            options.streams.outOfOrderSegments = 2
            options.messages.maximumMessage = 200
            options.messages.maximumUnfinished = 400
            options.messages.maximumChunkStreams = 3
            options.messages.amf.depth = 2
            options.messages.amf.values = 10
        }
        if choice & 32 != 0 {
            options.maximumHeld = 3000
            options.maximumHeldMidstream = 5000
            options.maximumHeldInAll = 6000
            options.messages.maximumSearched = 1024
        }
        return options
    }

    private static func render(
        _ bytes: [UInt8], _ options: DissectionOptions, _ renderer: some Renderer
    ) -> [UInt8] {
        var presentation = Presentation(renderer)
        var output: [UInt8] = []
        do throws(CaptureError) {
            var file = try CaptureFile(bytes: bytes, name: "input")
            var description = describe(file)
            presentation.begin(description, to: &output)
            var dissector = Dissector(options: options)
            do throws(CaptureError) {
                while try file.next({ packet, bytes in
                    dissector.receive(packet, bytes) { presentation.show($0, to: &output) }
                }) != nil {}
                description = describe(file)
            } catch {
                description = describe(file)
                description.problems.append("\(error)")
            }
            dissector.finish { presentation.show($0, to: &output) }
            presentation.end(description, totals: dissector.totals, to: &output)
        } catch {
            // There is no report of what cannot be opened, but a line on standard error.
            do throws(BrokenPromise) { try OutputChecks.text(Array("\(error)".utf8)) } catch { return [0] }
            return Array("{}".utf8)
        }
        presentation.finish(to: &output)
        return output
    }

    private static func describe(_ file: CaptureFile) -> CaptureDescription {
        CaptureDescription(
            file: file.name, format: file.format, linkTypes: file.linkTypes, snapshotLength: file.snapshotLength)
    }
}
