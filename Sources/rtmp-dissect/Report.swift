import Dissection
import Packets
import PcapCapture
import Renderings

/// One run over the captures: reads, dissects, renders, writes.
final class Report {
    private let options: DissectionOptions
    private let filter: EventFilter
    private let bpf: String?
    private let format: OutputOptions.Format
    private let text: TextOptions
    private let destination: OutputFile

    init(
        options: DissectionOptions, filter: EventFilter, bpf: String?, format: OutputOptions.Format,
        text: TextOptions, destination: OutputFile
    ) {
        self.options = options
        self.filter = filter
        self.bpf = bpf
        self.format = format
        self.text = text
        self.destination = destination
    }

    /// Exit status.
    func run(_ captures: [String]) -> Int32 {
        switch format {
        case .text: run(captures, TextRenderer(options: text))
        case .json: run(captures, JSONDocumentRenderer())
        case .jsonl: run(captures, JSONLinesRenderer())
        }
    }

    private func run(_ captures: [String], _ first: some Renderer) -> Int32 {
        var renderer = first
        var failed = false
        do throws(OutputError) {
            for capture in captures {
                if try !dissect(capture, &renderer) { failed = true }
            }
            var output: [UInt8] = []
            renderer.finish(to: &output)
            try destination.write(&output)
            try destination.finish()
        } catch {
            // A reader that has seen enough (`| head`) is no error.
            if error.isClosedPipe { return 0 }
            Terminal.complain("\(error)")
            return 3
        }
        return failed ? 3 : 0
    }

    /// - Returns: Whether all of it could be read.
    private func dissect(_ path: String, _ renderer: inout some Renderer) throws(OutputError) -> Bool {
        let file: CaptureFile
        do throws(CaptureError) {
            file = try CaptureFile(path: path, filter: bpf)
        } catch {
            Terminal.complain("\(error)")
            return false
        }
        var source = file
        var output: [UInt8] = []
        var description = source.description
        renderer.begin(description, to: &output)
        var dissector = Dissector(options: options)
        var isWhole = true
        reading: while true {
            do throws(CaptureError) {
                let isEnd =
                    try source.next { packet, bytes in
                        dissector.receive(packet, bytes) { event in
                            if filter.admits(event) { renderer.render(event, to: &output) }
                        }
                    } == nil
                if isEnd { break reading }
            } catch {
                Terminal.complain("\(error)")
                description.problems.append("\(error)")
                isWhole = false
                break reading
            }
            if output.count >= OutputFile.blockSize { try destination.write(&output) }
        }
        dissector.finish { event in
            if filter.admits(event) { renderer.render(event, to: &output) }
        }
        let problems = description.problems
        description = source.description
        description.problems = problems
        renderer.end(description, totals: dissector.totals, to: &output)
        try destination.write(&output)
        return isWhole && dissector.totals.unknownLinkTypes.isEmpty
    }
}

extension CaptureFile {
    fileprivate var description: CaptureDescription {
        CaptureDescription(file: name, format: format, linkTypes: linkTypes, snapshotLength: snapshotLength)
    }
}
