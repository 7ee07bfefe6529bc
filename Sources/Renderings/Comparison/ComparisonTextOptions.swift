/// How the text of a comparison is to look.
public struct ComparisonTextOptions: Sendable {
    /// Columns; from `twoColumns` on the sessions stand side by side.
    public var width = 100
    public var colour = false
    /// Equal steps, and differences that come and go with every run, are shown as well.
    public var showsAll = false

    /// The width from which on there is room for both.
    public static let twoColumns = 120

    public init() {}
}
