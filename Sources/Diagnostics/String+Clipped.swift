extension String {
    /// At most so many bytes of it: what a peer sends and is quoted, or kept, has a bound.
    func clipped(to count: Int = 1024) -> String {
        utf8.count <= count ? self : String(decoding: utf8.prefix(count), as: UTF8.self) + "…"
    }
}
