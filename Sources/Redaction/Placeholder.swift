/// What stands for a secret: the beginning of the kind's name, a number, and `x` up to the length.
public enum Placeholder {
    /// Whether a text is one, so that a redacted capture is not said to hold secrets.
    public static func matches(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        for kind in SecretKind.allCases {
            for stem in [Array(kind.stem.utf8), Array(kind.stem.utf8.prefix(1))] where bytes.starts(with: stem) {
                let rest = bytes[stem.count...]
                let digits = rest.prefix { (0x30...0x39).contains($0) }
                if !digits.isEmpty, rest[(rest.startIndex + digits.count)...].allSatisfy({ $0 == 0x78 || $0 == 0x3d }) {
                    return true
                }
            }
        }
        return false
    }
}
