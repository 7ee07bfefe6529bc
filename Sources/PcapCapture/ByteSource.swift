/// Where the bytes of a capture come from: a file, a pipe, memory, the inside of a gzip file.
///
/// It is asked once a block of some hundred kilobytes, never once a packet, so it may be an existential.
public protocol ByteSource: AnyObject {
    /// Puts at least one byte at the start of `space`, as soon as there is one, and tells how many; 0 at the end.
    ///
    /// `space` is never empty. After an error or the end it is not called again.
    func read(into space: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int

    /// It never waits for anybody and asks nobody, so that it may be read on another thread, ahead of its reader.
    var mayBeReadAhead: Bool { get }
}

extension ByteSource {
    /// Read when it is asked for.
    public var mayBeReadAhead: Bool { false }
}
