import ArgumentParser
import Dissection
import Streams

/// What is read, and as what.
struct InputOptions: ParsableArguments {
    @Option(name: [.customShort("f"), .long], help: "Only packets that this libpcap filter matches.")
    var filter: String?

    @Option(name: .shortAndLong, help: "Take this TCP port as RTMP even where no handshake is seen; may be repeated.")
    var port: [UInt16] = []

    @Flag(help: "Trust the order of packets in the file: a hole is given up as soon as its bytes were acknowledged.")
    var strictOrder = false

    func apply(to options: inout DissectionOptions) {
        options.ports = Set(port)
        if strictOrder { options.streams.reorderingWindow = 0 }
    }
}
