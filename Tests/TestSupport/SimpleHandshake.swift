/// The bytes of one side's handshake, RTMP 1.0 § 5.2: version 3, no digests.
public enum SimpleHandshake {
    /// C1 or S1: time 0, zero, and the same bytes each time.
    public static let block: [UInt8] =
        [UInt8](repeating: 0, count: 8) + (0..<1528).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 3) }

    /// C0, C1 and C2, or S0, S1 and S2. Both sides send the same block, so that each reply echoes the other's.
    public static let side: [UInt8] = [3] + block + block
}
