import AMF
import Bytes
import Testing

@Suite("Hostile AMF")
struct HostileInputTests {
    /// Every vector as a payload, with whether it begins with a format byte.
    static let payloads: [(name: String, bytes: [UInt8], hasSelector: Bool)] =
        Vectors.all.amf0.map { ($0.name, $0.bytes, false) }
        + Vectors.all.amf3.map { ("AMF3 " + $0.name, [0x11] + $0.bytes, false) }
        + Vectors.all.messages.map { ($0.name, $0.bytes, $0.type == 15 || $0.type == 17) }

    @Test(
        "a value cut at any byte says so, and accounts for every byte", arguments: Vectors.all.amf0 + Vectors.all.amf3)
    func cut(vector: Vector) {
        let isAMF3 = Vectors.all.amf3.contains { $0.name == vector.name && $0.hex == vector.hex }
        let whole = isAMF3 ? [0x11] + vector.bytes : vector.bytes
        let expected = payload(whole)
        for count in 1..<whole.count {
            let bytes = Array(whole.prefix(count))
            let decoded = payload(bytes)
            #expect(decoded != expected, "cut to \(count)")
            if let error = decoded.error {
                #expect(decoded.trailing?.upperBound == count)
                #expect((decoded.trailing?.lowerBound ?? .max) <= error.position)
                #expect(error.position <= count)
            } else {
                // Not an error: between two values, or between two members where the end marker is missing.
                #expect(decoded.trailing == nil)
                #expect(
                    decoded.values.count < expected.values.count || decoded.values.contains(where: isUnterminated),
                    "cut to \(count)")
            }
        }
    }

    @Test("no byte of any vector can be changed into a crash")
    func mutate() {
        for (name, original, hasSelector) in Self.payloads {
            for index in original.indices {
                var bytes = original
                for byte in UInt8.min...UInt8.max {
                    bytes[index] = byte
                    let decoded = payload(bytes, hasSelector: hasSelector)
                    guard (decoded.error == nil) == (decoded.trailing == nil), decoded.values.count <= bytes.count,
                        decoded.values.allSatisfy({ $0.summary(maxLength: 80).unicodeScalars.count <= 80 })
                    else {
                        Issue.record("\(name): byte \(index) as \(byte): \(decoded)")
                        return
                    }
                }
            }
        }
    }

    @Test(
        "a million containers within each other stop at the limit",
        arguments: [
            "03 0001 61", "10 0000 0001 61", "08 00000001 0001 61", "0A 00000001", "11",
        ])
    func depthAMF0(opening: String) {
        let bytes = millionfold(hex(opening))
        let decoded = payload(bytes)
        #expect(decoded.values.count == 1)
        if opening == "11" {
            // Eleven in AMF3 is a dictionary, whose header this is: it never gets as far as to nest.
            #expect(decoded.error != nil)
        } else {
            #expect(decoded.error?.reason == .limit(what: "AMF nesting depth", bound: 64))
            #expect(decoded.trailing?.count == bytes.count - 64 * hex(opening).count)
        }
    }

    @Test(
        "a million AMF3 containers within each other stop at the limit",
        arguments: [
            "09 03 01",  // array of one
            "09 01 0361",  // array with a member
            "0A 0B 01 0361",  // dynamic object
            "0A 13 01 0361",  // sealed object
            "11 03 00",  // dictionary, in the key
            "10 03 00 01",  // vector of objects
            "0A 07 07445341 01",  // DSA, in its body
        ])
    func depthAMF3(opening: String) {
        let bytes = millionfold(hex(opening))
        let (value, error, position) = amf3(bytes)
        #expect(value != .truncated(bytes.count))
        #expect(error?.reason == .limit(what: "AMF nesting depth", bound: 64))
        #expect(position == 64 * hex(opening).count)
    }

    @Test("the greatest depth that can be asked for is safe, and is the greatest")
    func greatestDepth() {
        var limits = AMFLimits(depth: .max)
        #expect(limits.depth == AMFLimits.greatestDepth)
        limits.depth = .max
        #expect(limits.depth == AMFLimits.greatestDepth)
        let bytes = millionfold(hex("0A 00000001"))
        let (value, error, _) = amf0(bytes, limits: limits)
        #expect(error?.reason == .limit(what: "AMF nesting depth", bound: AMFLimits.greatestDepth))
        #expect(value == value)
        #expect(value.summary(maxLength: 1000).contains("["))
    }

    @Test(
        "counts that cannot be true are refused before anything is allocated for them",
        arguments: ["0A FFFFFFFF 05", "0C FFFFFFFF 61", "0F FFFFFFFF 61", "02 FFFF 61", "10 FFFF 61"])
    func countsAMF0(digits: String) {
        let (value, error, position) = amf0(digits)
        #expect(value == .truncated(hex(digits).count))
        #expect(position == 0)
        guard case .truncated(let needed, let available) = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(needed > available)
    }

    @Test(
        "AMF3 counts that cannot be true are refused before anything is allocated for them",
        arguments: [
            "06 FFFFFFFF 61", "07 FFFFFFFF 61", "09 FFFFFFFF 01", "0A FFFFFFFB 01", "0B FFFFFFFF 61",
            "0C FFFFFFFF 61", "0D FFFFFFFF 00", "0E FFFFFFFF 00", "0F FFFFFFFF 00", "10 FFFFFFFF 00 01",
            "11 FFFFFFFF 00", "0D 05 00 00000001", "0F 03 00 00000001", "11 03 00 01",
        ])
    func countsAMF3(digits: String) {
        let (value, error, position) = amf3(digits)
        #expect(value == .truncated(hex(digits).count))
        #expect(position == 0)
        guard case .truncated(let needed, let available) = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(needed > available)
    }

    @Test("the number of values is limited, over both encodings together")
    func values() {
        let limits = AMFLimits(values: 5)
        // null, [null, null], and one AMF3 null behind 11: the AMF3 value is the sixth
        let decoded = payload(hex("05 0A 00000002 05 05 11 01"), limits: limits)
        #expect(decoded.values == [.null, .array([.null, .null]), .avmPlus(.truncated(1))])
        #expect(decoded.error == DecodeError(.limit(what: "number of AMF values", bound: 5), at: 9))

        let many = payload([0x0A, 0x00, 0x10, 0x00, 0x00] + [UInt8](repeating: 0x05, count: 1 << 20))
        #expect(many.error?.reason == .limit(what: "number of AMF values", bound: 65_536))
        guard case .array(let elements) = many.values.first else {
            Issue.record("not an array")
            return
        }
        #expect(elements.count == 65_536)
        #expect(elements.last == .truncated((1 << 20) - 65_535))
    }

    @Test("the number of names in traits and of Flex flags is limited like that of values")
    func names() {
        let limits = AMFLimits(values: 100)
        // 200 sealed members, all named by reference to the class name
        let traits = amf3(hex("0A 8C03 0354") + [UInt8](repeating: 0, count: 400), limits: limits)
        #expect(traits.error?.reason == .limit(what: "number of AMF values", bound: 100))
        let flags = amf3(hex("0A 07 07445341") + [UInt8](repeating: 0x80, count: 400), limits: limits)
        #expect(flags.error?.reason == .limit(what: "number of AMF values", bound: 100))
    }

    @Test("the text behind references is limited")
    func referencedBytes() {
        // An array of a string of four bytes and references to it
        let bytes = hex("09 09 01 060961626364 0600 0600 0600")
        #expect(amf3(bytes, limits: AMFLimits(referencedBytes: 12)).error == nil)
        let (value, error, _) = amf3(bytes, limits: AMFLimits(referencedBytes: 11))
        #expect(value == .array([.string("abcd"), .string("abcd"), .string("abcd"), .truncated(2)]))
        #expect(error?.reason == .limit(what: "text behind AMF references", bound: 11))
        // The same through traits: three objects of a class with a name of four bytes
        let objects = hex("09 07 01 0A03 0961626364 0A01 0A01")
        #expect(amf3(objects, limits: AMFLimits(referencedBytes: 8)).error == nil)
        #expect(amf3(objects, limits: AMFLimits(referencedBytes: 7)).error != nil)
    }

    /// 2²⁰ times the same bytes, by doubling: a loop would take seconds without optimisation.
    private func millionfold(_ bytes: [UInt8]) -> [UInt8] {
        (0..<20).reduce(into: bytes) { bytes, _ in bytes += bytes }
    }

    private func isUnterminated(_ value: AMFValue) -> Bool {
        switch value {
        case .object(let object): !object.isTerminated
        case .ecmaArray(let array): !array.isTerminated
        default: false
        }
    }
}
