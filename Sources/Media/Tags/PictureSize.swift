/// How large the pictures are from a key frame on.
public struct PictureSize: Equatable, Sendable {
    /// Pixels.
    public var width: Int
    /// Lines.
    public var height: Int

    init?(_ width: Int?, _ height: Int?) {
        guard let width, let height else { return nil }
        self.width = width
        self.height = height
    }
}
