/// Something about the capture itself that is known before it ends. It belongs to no flow: its event has flow 0.
public enum CaptureNotice: Equatable, Sendable {
    /// The first packet that the snap length cut: so many bytes of so many of its payload were captured.
    case packetsCut(captured: Int, length: Int, snapLength: Int, port: UInt16)
    /// The clock went back for the first time, by so many nanoseconds, by more than a second.
    case clockWentBack(by: Int64)
}
