import ArgumentParser
import PcapCapture

/// Listening to an interface.
struct LiveOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "Sniff this interface live; 'any' is all of them, where the system has that.")
    var interface: String?

    @Option(name: .shortAndLong, help: "Stop after so many packets.")
    var count: Int?

    @Option(help: "Stop after so many seconds.")
    var duration: Double?

    @Option(name: [.customShort("s"), .long], help: "Bytes kept of a packet, at most; by default all.")
    var snapshotLength: ByteSize?

    @Option(help: "Memory in which the kernel keeps packets for us, such as 256M; by default 64M.")
    var bufferSize: ByteSize?

    @Flag(help: "Only what is meant for this host.")
    var noPromiscuous = false

    @Flag(help: "Have the kernel hand over each packet by itself; the buffer then holds far fewer.")
    var immediateMode = false

    @Option(help: "Once the interface is open, give up the rights of root and go on as this user.")
    var user: String?

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count \(count): one packet is the least.") }
        if let duration, !(duration > 0 && duration < 9e9) {
            throw ValidationError("--duration: not a time in seconds.")
        }
        if let snapshotLength, snapshotLength.bytes > 262_144 {
            throw ValidationError("--snapshot-length: 262144 is the most.")
        }
        if let bufferSize, bufferSize.bytes > Int(Int32.max) {
            throw ValidationError("--buffer-size: 2047M is the most.")
        }
        guard interface == nil else { return }
        if snapshotLength != nil || bufferSize != nil || noPromiscuous || immediateMode || user != nil {
            throw ValidationError(
                "--snapshot-length, --buffer-size, --no-promiscuous, --immediate-mode and --user are for live captures: "
                    + "name an interface with -i.")
        }
    }

    var settings: LiveSettings {
        var settings = LiveSettings()
        if let snapshotLength { settings.snapshotLength = snapshotLength.bytes }
        if let bufferSize { settings.bufferSize = bufferSize.bytes }
        settings.isPromiscuous = !noPromiscuous
        if immediateMode { settings.isImmediate = true }
        return settings
    }
}
