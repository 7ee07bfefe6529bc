import Bytes
import Testing

@Suite("DecodeError")
struct DecodeErrorTests {
    @Test("an error says where and what, so that a reader needs no table")
    func words() {
        #expect(
            "\(DecodeError(.truncated(needed: 4, available: 1), at: 12))"
                == "at byte 12: cut short: needs 4 bytes, 1 left")
        #expect("\(DecodeError(.invalid(what: "marker", value: 18), at: 0))" == "at byte 0: marker is 18")
        #expect("\(DecodeError(.limit(what: "depth", bound: 64), at: 7))" == "at byte 7: depth is over the limit of 64")
    }

    @Test("errors are equal if place and reason are")
    func equality() {
        let error = DecodeError(.truncated(needed: 4, available: 1), at: 12)
        #expect(error == DecodeError(.truncated(needed: 4, available: 1), at: 12))
        #expect(error != DecodeError(.truncated(needed: 4, available: 1), at: 13))
        #expect(error != DecodeError(.truncated(needed: 4, available: 2), at: 12))
        #expect(DecodeError(.invalid(what: "a", value: 1), at: 0) != DecodeError(.invalid(what: "b", value: 1), at: 0))
    }
}
