import ArgumentParser
import Redaction

/// What must not be seen in a report.
struct RedactionOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Mask stream names, queries, tokens and logins in everything that is shown; --redact=addresses masks "
                + "addresses and hosts as well. What -w saves is not masked: see rtmp-dissect redact."))
    var redact = false

    /// `--redact=addresses`: a flag that may have a value is not among those that the parser knows.
    @Flag(name: .customLong(Self.addresses), help: .hidden)
    private var redactAddresses = false

    private static let addresses = "redact-addresses"

    /// Arguments as the parser knows them.
    static func plain(_ arguments: [String]) -> [String] {
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        return arguments.enumerated().map { $0 < end && $1 == "--redact=addresses" ? "--\(addresses)" : $1 }
    }

    /// `nil` where nothing is to be masked.
    var redactor: Redactor? { redact || redactAddresses ? Redactor(masksAddresses: redactAddresses) : nil }
}
