extension Double {
    /// The number as a person writes it: `3`, not `3.0`, when it is whole and exact; all its digits otherwise;
    /// `NaN`, `Infinity`, `-Infinity` as ActionScript spells them.
    public var plainDescription: String {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
        // From 2⁵³ on not every whole number has a Double: digits would promise more than was sent.
        guard let whole = wholeNumber else { return description }
        return whole == 0 && sign == .minus ? "-0" : String(whole)
    }

    /// The number as an integer, if it is whole and below 2⁵³.
    ///
    /// `Int64(exactly:)` says the same, but calls the C mathematics library, which nothing else here needs to link.
    var wholeNumber: Int64? {
        guard magnitude < 0x1p53 else { return nil }
        let whole = Int64(self)
        return Double(whole) == self ? whole : nil
    }
}
