/// Which of the three families a stream of NAL units belongs to, and with it the shape of their headers.
///
/// ```
/// avc   F(1) nal_ref_idc(2) type(5)                               H.264 § 7.3.1
/// hevc  F(1) type(6) layer(6) temporal id + 1(3)                  H.265 § 7.3.1.2
/// vvc   F(1) reserved(1) layer(6) type(5) temporal id + 1(3)      H.266 § 7.3.1.2
/// ```
public enum NALSyntax: Hashable, Sendable {
    /// H.264, one byte of header.
    case avc
    /// H.265, two bytes of header.
    case hevc
    /// H.266, two bytes of header.
    case vvc

    /// Bytes of a unit's header.
    public var headerSize: Int { self == .avc ? 1 : 2 }
}
