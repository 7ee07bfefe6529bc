import ArgumentParser

/// The command. `show` is what runs when no verb is named.
@main
struct RTMPDissect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rtmp-dissect",
        abstract: "Shows what was said on every RTMP connection of a packet capture or a live interface.",
        discussion: """
            A capture is a pcap, pcapng or snoop file, gzip-compressed or not; '-' reads one from standard input.

            Exit status: 0 done; 2 usage; 3 an input could not be read, wholly or from some point on (what could be \
            read has been printed); 130 interrupted, 143 terminated (what was seen so far has been printed).
            """,
        version: Version.text,
        subcommands: [Show.self, Check.self, Compare.self, Interfaces.self],
        defaultSubcommand: Show.self)

    static func main() {
        // What the default verb takes is what most people look for.
        if ["-h", "--help"].contains(CommandLine.arguments.dropFirst().joined(separator: " ")) {
            let lines = helpMessage(for: Show.self).split(separator: "\n", omittingEmptySubsequences: false)
            print(helpMessage())
            for line in lines.drop(while: { $0 != "ARGUMENTS:" }) { print(line) }
            return
        }
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            // A wrong use ends with 2, as it does with other Unix filters.
            Terminal.print(fullMessage(for: error))
            exit(withError: ExitCode(2))
        }
    }
}
