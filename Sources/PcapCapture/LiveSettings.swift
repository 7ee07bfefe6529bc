import Packets

/// How an interface is listened to.
public struct LiveSettings: Equatable, Sendable {
    /// Bytes kept of a packet, at most. The default is more than any packet has.
    public var snapshotLength = 262_144
    /// Bytes that the kernel may hold for us; what comes beyond is dropped and counted.
    ///
    /// At a gigabit a second the default bridges half a second, on loopback (where Linux sees each packet twice) half
    /// of that.
    public var bufferSize = 64 << 20
    /// Also listen to what is not meant for this host.
    public var isPromiscuous = true
    /// Have each packet handed over by itself.
    ///
    /// Otherwise the kernel hands over blocks, at the latest after `blockTime`: Linux then packs packets tightly, where
    /// in immediate mode each takes a place as long as the longest, so that the same buffer holds far fewer.
    public var isImmediate = Self.immediateByDefault

    /// Milliseconds after which a block that is not full is handed over.
    static let blockTime: Int32 = 20

    /// BPF devices do not wake a waiting reader by their time-out on all systems.
    private static let immediateByDefault: Bool = {
        #if os(Linux)
        false
        #else
        true
        #endif
    }()

    /// The defaults.
    public init() {}
}
