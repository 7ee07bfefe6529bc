/// What a shown flow speaks.
public enum FlowProtocol: Equatable, Sendable {
    case rtmp
    /// C0 or S0 asked for encryption.
    case rtmpe
    /// Something else, by its short name (`tls`, `http`, `rtmpt`, …), on a port where RTMP was expected or as a known
    /// carrier of RTMP.
    case other(String)

    public var name: String {
        switch self {
        case .rtmp: "rtmp"
        case .rtmpe: "rtmpe"
        case .other(let name): name
        }
    }
}
