extension Measure {
    /// "1 byte", "512 bytes", "3.31 kB", "15.5 MB".
    static func bytes(_ bytes: Int) -> String {
        switch bytes.magnitude {
        case ..<1000: count(bytes, "byte")
        case ..<1_000_000: "\(decimal(Double(bytes) / 1e3)) kB"
        case ..<1_000_000_000: "\(decimal(Double(bytes) / 1e6)) MB"
        default: "\(decimal(Double(bytes) / 1e9)) GB"
        }
    }
}
