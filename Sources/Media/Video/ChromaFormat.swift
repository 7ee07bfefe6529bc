/// How often colour is sampled against brightness.
public enum ChromaFormat: Sendable {
    /// No colour.
    case monochrome
    /// Half the pixels, half the lines.
    case yuv420
    /// Half the pixels, every line.
    case yuv422
    /// Every pixel of every line.
    case yuv444
    /// Every pixel, half the lines; VP9 has it.
    case yuv440

    /// chroma_format_idc of H.264, H.265 and H.266: 0 to 3.
    public init?(idc: Int) {
        switch idc {
        case 0: self = .monochrome
        case 1: self = .yuv420
        case 2: self = .yuv422
        case 3: self = .yuv444
        default: return nil
        }
    }

    /// subsampling_x and subsampling_y of AV1 and VP9.
    init(subsamplingX: Bool, subsamplingY: Bool) {
        switch (subsamplingX, subsamplingY) {
        case (true, true): self = .yuv420
        case (true, false): self = .yuv422
        case (false, false): self = .yuv444
        case (false, true): self = .yuv440
        }
    }

    /// As people write it: "4:2:0".
    public var name: String {
        switch self {
        case .monochrome: "4:0:0"
        case .yuv420: "4:2:0"
        case .yuv422: "4:2:2"
        case .yuv444: "4:4:4"
        case .yuv440: "4:4:0"
        }
    }

    /// Pixels of brightness a sample of colour: SubWidthC, the unit of cropping windows.
    var horizontalUnit: Int { self == .yuv420 || self == .yuv422 ? 2 : 1 }
    /// Lines of brightness a sample of colour: SubHeightC.
    var verticalUnit: Int { self == .yuv420 || self == .yuv440 ? 2 : 1 }
}
