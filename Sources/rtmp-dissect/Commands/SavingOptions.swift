import ArgumentParser
import PcapCapture

/// Saving packets while they are dissected.
struct SavingOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Save the packets in this file: pcapng where the name says so, else pcap.", valueName: "file"))
    var write: String?

    @Option(
        help: ArgumentHelp(
            "Begin another file after this much (100M, 1G) or so long (60, 15min, 1h, 1d). The number and the time of "
                + "its first packet become part of its name.", valueName: "size|seconds"))
    var rotate: RotationPortion?

    @Option(help: "With --rotate: keep only so many files, the newest.")
    var keep: Int?

    @Flag(help: "Save only packets of flows that turn out to be RTMP, from their first packet on.")
    var onlyRTMP = false

    func validate() throws {
        if write == nil, rotate != nil || keep != nil || onlyRTMP {
            throw ValidationError("--rotate, --keep and --only-rtmp say how packets are saved: name a file with -w.")
        }
        if keep != nil, rotate == nil { throw ValidationError("--keep needs --rotate.") }
        if let keep, keep < 1 { throw ValidationError("--keep \(keep): one file is the least.") }
        if write == "-" { throw ValidationError("-w -: standard output is for the report; name a file.") }
    }

    var saving: PacketSaver.SavingOptions? {
        write.map { path in
            PacketSaver.SavingOptions(
                path: path, rotation: rotate.map { CaptureRotation($0.portion, keep: keep) }, onlyRTMP: onlyRTMP)
        }
    }
}
