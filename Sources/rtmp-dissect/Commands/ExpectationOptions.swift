import ArgumentParser
import Transcripts

/// What a capture is held against.
struct ExpectationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A golden transcript; with several captures or a folder of them, a folder with NAME.transcript for each.",
            valueName: "file"))
    var expect: String?

    @Flag(help: "Write the golden, or what has changed in it, and show that.")
    var update = false

    @Option(
        help: ArgumentHelp(
            "Keep this as well: acknowledgements, pings, formats, transactions or damage; may be repeated.",
            valueName: "part"))
    var with: [TranscriptPart] = []

    @Option(
        help: ArgumentHelp(
            "Leave this out: handshake, commands, arguments, status, control, chunk-sizes, metadata, configuration, "
                + "media, csids, streams, order or end; may be repeated.", valueName: "part"))
    var without: [TranscriptPart] = []

    @Option(
        help: ArgumentHelp(
            "By how many percent counts of media may differ, as --update writes it; 25 by default.",
            valueName: "percent"))
    var mediaTolerance: Double?

    func validate() throws {
        if update, expect == nil { throw ValidationError("--update writes the file that --expect names.") }
        if expect == nil, !with.isEmpty || !without.isEmpty || mediaTolerance != nil {
            throw ValidationError("--with, --without and --media-tolerance are for the golden that --expect names.")
        }
        if let mediaTolerance, !(mediaTolerance >= 0 && mediaTolerance <= 1000) {
            throw ValidationError("--media-tolerance: a number of percent from 0 to 1000.")
        }
        if let part = Set(with).intersection(without).first {
            throw ValidationError("--with \(part.rawValue) and --without \(part.rawValue) contradict each other.")
        }
    }
}

extension TranscriptPart: ExpressibleByArgument {}
