import Testing

@testable import Renderings

@Suite struct QuantitiesTests {
    @Test(
        "digits stand in groups of three from five digits on",
        arguments: [
            (0, "0"), (999, "999"), (9999, "9999"), (10_000, "10 000"), (5_000_000, "5 000 000"),
            (-12_345, "-12 345"), (Int.max, "9 223 372 036 854 775 807"),
            (Int.min, "-9 223 372 036 854 775 808"),
        ])
    func grouped(value: Int, text: String) {
        // Which space it is, is the renderer's affair.
        let spaced = { (text: String) in String(text.map { $0.isWhitespace ? " " : $0 }) }
        #expect(spaced(Quantities.grouped(value)) == text)
        #expect(spaced(Quantities.bytes(value)) == "\(text) B")
    }

    @Test(
        "sizes have three digits and the prefix that leaves the fewest",
        arguments: [
            (0, "0 B"), (999, "999 B"), (1000, "1.00 kB"), (1_430_000, "1.43 MB"), (15_500_000, "15.5 MB"),
            (999_499, "999 kB"), (999_500, "1.00 MB"), (9_996, "10.0 kB"), (1_000_000_000_000, "1.00 TB"),
        ])
    func sizes(count: Int, text: String) {
        #expect(Quantities.size(count) == text)
    }

    @Test(
        "bit rates have two digits",
        arguments: [(6_100_000.0, "6.1 Mb/s"), (128_000, "128 kb/s"), (0, "0 b/s"), (94_500, "95 kb/s")])
    func bitRates(rate: Double, text: String) {
        #expect(Quantities.bitRate(rate) == text)
    }

    @Test(
        "seconds are cut, never rounded up",
        arguments: [
            (43_865_999 as Int64, 6, "0.043865"), (0, 6, "0.000000"), (-1_500_000_000, 6, "-1.500000"),
            (1_999_999_999, 0, "1"),
            (1, 9, "0.000000001"), (.max, 9, "9223372036.854775807"), (.min, 9, "-9223372036.854775808"),
        ])
    func seconds(nanoseconds: Int64, decimals: Int, text: String) {
        #expect(Quantities.seconds(nanoseconds, decimals: decimals) == text)
    }

    @Test(
        "durations take the unit that suits them",
        arguments: [
            (44_000_000 as Int64, "44.0 ms"), (123_000, "0.123 ms"), (7_840_000_000, "7.84 s"), (0, "0.000 ms"),
            (599_000_000_000, "599.00 s"), (600_000_000_000, "10 min"), (7_500_000_000_000, "2 h 05 min"),
        ])
    func durations(nanoseconds: Int64, text: String) {
        #expect(Quantities.duration(nanoseconds) == text)
    }

    @Test(
        "decimals are rounded, and left out where they say nothing",
        arguments: [
            (29.97, 2, "29.97"), (30, 2, "30"), (29.999, 2, "30"), (-0.5, 1, "-0.5"), (1e20, 2, "1e+20"),
            (.nan, 2, "nan"),
        ])
    func plain(value: Double, decimals: Int, text: String) {
        #expect(Quantities.plain(value, decimals: decimals) == text)
    }
}
