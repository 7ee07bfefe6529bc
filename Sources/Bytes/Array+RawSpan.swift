extension Array where Element == UInt8 {
    /// Copies a range of borrowed bytes; the range must lie within them.
    @inlinable
    public init(_ bytes: RawSpan, _ range: Range<Int>) {
        self = bytes.extracting(range).withUnsafeBytes { unsafe [UInt8]($0) }
    }

    /// Appends a range of borrowed bytes; the range must lie within them.
    @inlinable
    public mutating func append(_ bytes: RawSpan, _ range: Range<Int>) {
        bytes.extracting(range).withUnsafeBytes { unsafe self.append(contentsOf: $0) }
    }
}
