/// One entry for fuzzing: what is done with an input, and what must then hold.
///
/// A trap is a find, and so is a broken promise, which is thrown. The fuzzer and the tests share it.
public protocol FuzzTarget: Sendable {
    /// Names its folder in `Fuzzing/Regressions`.
    static var name: String { get }

    static func run(_ input: [UInt8]) throws(BrokenPromise)
}

/// All targets. A new one is a file beside this one and a line here.
public enum FuzzTargets {
    public static let all: [any FuzzTarget.Type] = [
        PacketTarget.self, ReassemblyTarget.self, HandshakeTarget.self, ChunkTarget.self, AMF0Target.self,
        AMF3Target.self, MediaTarget.self, CaptureFileTarget.self, SessionTarget.self, ReportTarget.self,
    ]

    public static func named(_ name: String) -> (any FuzzTarget.Type)? { all.first { $0.name == name } }
}
