/// XTEA with 32 rounds (Needham and Wheeler, 1997), encipherment only: that is all the check of a signature needs.
struct XTEA {
    private let key: [UInt32]

    /// - Parameter key: four words.
    init(key: [UInt32]) {
        precondition(key.count == 4)
        self.key = key
    }

    func encipher(_ left: inout UInt32, _ right: inout UInt32) {
        var sum: UInt32 = 0
        for _ in 0..<32 {
            left &+= ((right << 4 ^ right >> 5) &+ right) ^ (sum &+ key[Int(sum & 3)])
            sum &+= 0x9e37_79b9
            right &+= ((left << 4 ^ left >> 5) &+ left) ^ (sum &+ key[Int(sum >> 11 & 3)])
        }
    }
}
