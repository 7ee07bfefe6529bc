/// Blowfish (Schneier, 1993) with 16 rounds, encipherment only.
///
/// Keys are whole words, repeated over the round keys. Making one enciphers 521 blocks: about 0.1 ms, met only in
/// handshakes of RTMPE type 9.
struct Blowfish {
    private var rounds = BlowfishBoxes.rounds
    private var substitution = BlowfishBoxes.substitution

    /// - Parameter key: 1 to 18 words, each of four key bytes in network order.
    init(key: [UInt32]) {
        precondition((1...18).contains(key.count))
        for index in rounds.indices {
            rounds[index] ^= key[index % key.count]
        }
        var left: UInt32 = 0
        var right: UInt32 = 0
        for index in stride(from: 0, to: rounds.count, by: 2) {
            encipher(&left, &right)
            rounds[index] = left
            rounds[index + 1] = right
        }
        for index in stride(from: 0, to: substitution.count, by: 2) {
            encipher(&left, &right)
            substitution[index] = left
            substitution[index + 1] = right
        }
    }

    func encipher(_ left: inout UInt32, _ right: inout UInt32) {
        for index in 0..<16 {
            left ^= rounds[index]
            right ^= mix(left)
            (left, right) = (right, left)
        }
        // The last round's swap is undone.
        (left, right) = (right ^ rounds[17], left ^ rounds[16])
    }

    private func mix(_ word: UInt32) -> UInt32 {
        let a = substitution[Int(word >> 24)]
        let b = substitution[256 + Int(word >> 16 & 0xff)]
        let c = substitution[512 + Int(word >> 8 & 0xff)]
        let d = substitution[768 + Int(word & 0xff)]
        return ((a &+ b) ^ c) &+ d
    }
}
