/// What became of the packets of a live capture.
public struct LiveStatistics: Equatable, Sendable {
    /// Packets that were handed to us.
    public var captured = 0
    /// Packets that matched the filter, as the system counts: on Linux the dropped ones too, on loopback twice.
    public var received = 0
    /// Packets dropped since the buffer was full.
    public var droppedByKernel = 0
    /// Packets that the interface or its driver dropped; always 0 where the system does not tell.
    public var droppedByInterface = 0

    /// libpcap's own counters are of 32 bits and wrap; kept to tell what came since.
    private var last = (received: UInt32(0), kernel: UInt32(0), interface: UInt32(0))

    /// Nothing so far.
    public init() {}

    /// Takes libpcap's counters as they stand now.
    mutating func note(received: UInt32, kernel: UInt32, interface: UInt32) {
        self.received += Int(received &- last.received)
        droppedByKernel += Int(kernel &- last.kernel)
        droppedByInterface += Int(interface &- last.interface)
        last = (received, kernel, interface)
    }

    /// Whether the same packets came and were lost.
    public static func == (a: LiveStatistics, b: LiveStatistics) -> Bool {
        a.captured == b.captured && a.received == b.received && a.droppedByKernel == b.droppedByKernel
            && a.droppedByInterface == b.droppedByInterface
    }
}
