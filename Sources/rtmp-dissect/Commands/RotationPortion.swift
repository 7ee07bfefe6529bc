import ArgumentParser
import PcapCapture

/// `--rotate`: a size with its unit, or a time in seconds or with its unit.
struct RotationPortion: ExpressibleByArgument {
    var portion: CaptureRotation.Portion

    init?(argument: String) {
        if let seconds = Self.seconds(argument) {
            portion = .seconds(seconds)
        } else if let size = ByteSize(argument: argument) {
            portion = .bytes(size.bytes)
        } else {
            return nil
        }
    }

    private static func seconds(_ argument: String) -> Int? {
        let number = argument.prefix { $0.isASCII && $0.isNumber }
        guard let value = Int(number), value > 0, value < 1 << 32 else { return nil }
        // A lone m could be megabytes or minutes.
        return switch argument.dropFirst(number.count) {
        case "", "s": value
        case "min": value * 60
        case "h": value * 3600
        case "d": value * 86400
        default: nil
        }
    }
}
