/// Whose memory a `ReadBuffer` reads into, where what it has read stays in use: packets in it wait to be looked at.
protocol ReadMemory: AnyObject {
    /// Memory of at least `count` bytes, beginning with those that are unread in what was given before. That is then no
    /// longer the buffer's.
    func memory(of count: Int, beginningWith unread: UnsafeRawBufferPointer) -> UnsafeMutableRawBufferPointer
}
