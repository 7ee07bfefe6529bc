/// Numbers and units as people write them.
enum Quantity {
    /// At most `places` decimals and no zeros behind: 30, 29.97, 44.1.
    static func decimal(_ value: Double, places: Int = 2) -> String {
        guard value.isFinite, value.magnitude < 1e12 else { return value.description }
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value.magnitude * Double(scale)).rounded())
        let sign = value < 0 && scaled != 0 ? "-" : ""
        let whole = "\(sign)\(scaled / scale)"
        guard scaled % scale != 0 else { return whole }
        var digits = String(scaled % scale)
        digits = String(repeating: "0", count: places - digits.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    /// "44.1 kHz", "11.025 kHz", "8 kHz".
    static func rate(_ hertz: Int) -> String { "\(decimal(Double(hertz) / 1000, places: 3)) kHz" }

    /// "mono", "stereo", "5.1", "7.1", "4 channels": what a count without a layout stands for in the codecs here.
    static func channels(_ count: Int) -> String {
        switch count {
        case 1: "mono"
        case 2: "stereo"
        case 6: "5.1"
        case 8: "7.1"
        default: "\(count) channels"
        }
    }
}
