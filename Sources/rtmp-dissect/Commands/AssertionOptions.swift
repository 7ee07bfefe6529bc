import ArgumentParser
import Transcripts

/// What a capture has to fulfil, golden or not.
struct AssertionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Fail unless this status was sent, such as NetStream.Publish.Start; * stands for anything; may be repeated.",
            valueName: "code"))
    var expectStatus: [String] = []

    @Option(help: ArgumentHelp("Fail if this status was sent; as above.", valueName: "code"))
    var expectNoStatus: [String] = []

    @Option(help: ArgumentHelp("Fail if a connect was answered later than this, such as 200ms.", valueName: "time"))
    var maxConnectLatency: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "Fail if a flow that publishes or plays was shorter than this, such as 3s.", valueName: "time"))
    var minDuration: TimeSpan?

    var assertions: [Assertion] {
        var assertions = expectStatus.map { Assertion.status($0) } + expectNoStatus.map { .noStatus($0) }
        if let maxConnectLatency { assertions.append(.connectLatency(maxConnectLatency.nanoseconds)) }
        if let minDuration { assertions.append(.duration(minDuration.nanoseconds)) }
        return assertions
    }
}
