import ArgumentParser
import PcapCapture
import Packets

/// Makes a large capture of a small one: its RTMP flows again and again, as other flows, for as long as it takes.
@main
struct ReplayCaptures: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay-captures",
        abstract: "Replay the RTMP flows of a capture into many long ones, with new addresses and times.")

    @Option(help: "Bytes of the file to make, such as 300M or 1G.")
    var size = "1G"

    @Option(help: "Flows at once.")
    var flows = 40

    @Option(help: "Flows in a row in place of each: each ends before the next begins.")
    var generations = 1

    @Argument(help: "The capture to replay, and the file to make.")
    var files: [String]

    func validate() throws {
        guard files.count == 2 else { throw ValidationError("Name a capture and the file to make of it.") }
        guard flows > 0, generations > 0, bytes != nil else { throw ValidationError("Nothing can be that large.") }
    }

    private var bytes: Int? {
        let units: [Character: Double] = ["K": 1e3, "M": 1e6, "G": 1e9]
        guard let last = size.last, let unit = units[Character(last.uppercased())] else { return Int(size) }
        return Double(size.dropLast()).flatMap { Int(exactly: ($0 * unit).rounded()) }
    }

    func run() throws {
        let recorded = try RecordedFlow.all(in: files[0])
        guard !recorded.isEmpty, let bytes else {
            throw ValidationError("\(files[0]) has no whole RTMP flow with key frames.")
        }
        let writer = try CaptureWriter(path: files[1], origin: CaptureEncoder.Origin(linkType: .ethernet))
        var schedule = Schedule(recorded, flows: flows, bytesEach: bytes / (flows * generations))
        for generation in 0..<generations { try schedule.play(generation: generation, into: writer) }
        try writer.finish()
    }
}
