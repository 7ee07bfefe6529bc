import ArgumentParser

/// A number of bytes as people write it: 4096, 512k, 64M, 2G, in units of 1024.
struct ByteSize: ExpressibleByArgument, Equatable {
    var bytes: Int

    init?(argument: String) {
        let number = argument.prefix { $0.isASCII && $0.isNumber }
        guard let value = Int(number), value > 0 else { return nil }
        let shift: Int
        switch argument.dropFirst(number.count) {
        case "": shift = 0
        case "k", "K", "kB", "KB", "KiB": shift = 10
        case "M", "MB", "MiB": shift = 20
        case "G", "GB", "GiB": shift = 30
        default: return nil
        }
        guard value <= Int.max >> shift else { return nil }
        bytes = value << shift
    }
}
