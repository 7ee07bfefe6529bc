import ArgumentParser

/// The command. `show` is what runs when no verb is named.
@main
struct RTMPDissect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rtmp-dissect",
        abstract: "Shows what was said on every RTMP connection of a packet capture.",
        discussion: """
            A capture is a pcap, pcapng or snoop file, gzip-compressed or not; '-' reads one from standard input.

            Exit status: 0 done; 2 usage; 3 an input could not be read, wholly or from some point on (what could be \
            read has been printed).
            """,
        version: Version.text,
        subcommands: [Show.self],
        defaultSubcommand: Show.self)
}
