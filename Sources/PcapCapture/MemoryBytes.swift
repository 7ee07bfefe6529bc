/// A capture held in memory, for tests and fuzzing, handed out in pieces of a chosen size.
public final class MemoryBytes: ByteSource {
    private let bytes: [UInt8]
    private let step: Int
    private var position = 0

    /// - Parameter step: the most bytes a read gives, at least 1: a slow pipe gives them one at a time.
    public init(_ bytes: [UInt8], step: Int = .max) {
        precondition(step > 0)
        self.bytes = bytes
        self.step = step
    }

    /// At most as many bytes as the step allows.
    public func read(into space: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
        let count = min(bytes.count - position, space.count, step)
        guard count > 0 else { return 0 }
        space.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}
