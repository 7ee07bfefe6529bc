import Bytes

/// st_ref_pic_set() of H.265 § 7.3.7: which pictures a picture may refer to, as distances in output order.
///
/// Nobody asks for these; but a set may be written as the difference from the one before, and the usability
/// information with the frame rate stands behind them all.
struct HEVCReferencePictureSet {
    // Distances: negative ones from the nearest on, then positive ones from the nearest on.
    private var negative: [Int] = []
    private var positive: [Int] = []

    // § 7.4.8: at most sps_max_dec_pic_buffering_minus1, which is at most 15, in all.
    private static let maximumCount = 16

    /// Reads set number `index` of a sequence parameter set; `previous` is the one before it.
    init(_ index: Int, from bits: inout BitReader, after previous: Self?) throws(DecodeError) {
        if index > 0, let previous, try bits.flag() {
            try readDifference(&bits, from: previous)
        } else {
            try readDistances(&bits)
        }
    }

    private mutating func readDistances(_ bits: inout BitReader) throws(DecodeError) {
        let negatives = try bits.ue("num_negative_pics", upTo: Self.maximumCount)
        let positives = try bits.ue("num_positive_pics", upTo: Self.maximumCount)
        var distance = 0
        for _ in 0..<negatives {
            distance -= try bits.ue("delta_poc_s0_minus1", upTo: 0x7fff) + 1
            try bits.skip(1)
            negative.append(distance)
        }
        distance = 0
        for _ in 0..<positives {
            distance += try bits.ue("delta_poc_s1_minus1", upTo: 0x7fff) + 1
            try bits.skip(1)
            positive.append(distance)
        }
    }

    // § 7.4.8, formulas 7-61 and 7-62: each picture of the other set, moved by delta, and delta itself, if it is used.
    private mutating func readDifference(_ bits: inout BitReader, from other: Self) throws(DecodeError) {
        let isNegative = try bits.flag()
        let magnitude = try bits.ue("abs_delta_rps_minus1", upTo: 0x7fff) + 1
        let delta = isNegative ? -magnitude : magnitude
        // The flags come in the other set's order, delta's own last.
        var used: [Int] = []
        for distance in other.negative + other.positive + [0] {
            let isUsedByCurrent = try bits.flag()
            let isUsed = isUsedByCurrent ? true : try bits.flag()
            if isUsed { used.append(distance + delta) }
        }
        negative = used.filter { $0 < 0 }.sorted(by: >)
        positive = used.filter { $0 > 0 }.sorted(by: <)
        guard negative.count + positive.count <= Self.maximumCount else {
            throw bits.invalid("NumDeltaPocs", negative.count + positive.count)
        }
    }
}
