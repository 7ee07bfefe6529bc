import ArgumentParser
import Dissection
import Packets
import PcapCapture
import Redaction

/// `rtmp-dissect redact IN OUT`: writes a capture that may be shared.
struct Redact: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact", abstract: "Write a copy of a capture without its stream keys, tokens and logins.",
        discussion: """
            The copy has the same packets, of the same lengths, at the same times, and is dissected to the same \
            timeline, with placeholders: the same one for the same secret. What could not be decoded is blanked, and \
            so is the payload of all that is not RTMP. Sound and pictures stay, and so do names of applications.
            """)

    @Argument(help: "The capture: a file, gzip-compressed or not.")
    var input: String

    @Argument(help: "The copy, in the same format, not compressed.")
    var output: String

    @Flag(help: "Mask addresses and hosts as well.")
    var addresses = false

    @Flag(help: "Keep the payload of what is not RTMP, though nobody looked into it.")
    var keepOthers = false

    @Option(name: .shortAndLong, help: "Take this TCP port as RTMP even where no handshake is seen; may be repeated.")
    var port: [UInt16] = []

    func validate() throws {
        if input == "-" { throw ValidationError("The capture is read several times: name a file.") }
        if output == "-" { throw ValidationError("Name a file for the copy.") }
        if Terminal.isSameFile(input, output) { throw ValidationError("\(output): is the file that is read.") }
    }

    func run() throws {
        Signals.install()
        var options = DissectionOptions()
        options.ports = Set(port)
        throw ExitCode(
            CaptureCopy(input: input, output: output).run(
                Redactor(masksAddresses: addresses), options: options, keepsOthers: keepOthers))
    }
}
