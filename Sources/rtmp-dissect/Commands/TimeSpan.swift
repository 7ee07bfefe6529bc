import ArgumentParser

/// A time span as people write it: 200ms, 1.5s, 2m; a number alone is in seconds.
struct TimeSpan: ExpressibleByArgument, Equatable {
    var nanoseconds: Int64

    init?(argument: String) {
        let number = argument.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        guard let value = Double(number), value.isFinite else { return nil }
        let unit: Double
        switch argument.dropFirst(number.count) {
        case "us", "µs": unit = 1e3
        case "ms": unit = 1e6
        case "", "s": unit = 1e9
        case "m", "min": unit = 60e9
        case "h": unit = 3600e9
        default: return nil
        }
        guard value * unit < 9e18 else { return nil }
        nanoseconds = Int64(value * unit)
    }
}
