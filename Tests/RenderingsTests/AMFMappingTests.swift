import AMF
import Foundation
import Testing

@testable import Renderings

/// AMF values as JSON: plain things plain, and an object with one `$`-key for what JSON has no word for.
@Suite struct AMFMappingTests {
    private static func json(_ value: AMFValue) -> String {
        var writer = JSONWriter()
        writer.amf(value)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    private static func object(_ members: [(AMFText, AMFValue)], className: AMFText? = nil) -> AMFValue {
        .object(AMFObject(className: className, members: members.map { AMFMember(name: $0.0, value: $0.1) }))
    }

    private static let latin1 = AMFText(bytes: [0x63, 0xe4, 0x66])

    @Test(
        "each kind of value",
        arguments: [
            (.number(30), "30"), (.number(29.97), "29.97"), (.number(-0.0), "-0.0"), (.number(1e300), "1e+300"),
            (.number(9_007_199_254_740_992), "9007199254740992.0"), (.integer(-5), "-5"),
            (.boolean(true), "true"), (.string("a\"\\"), #""a\"\\""#), (.null, "null"),
            (.number(.nan), #"{"$number":"NaN"}"#), (.number(.infinity), #"{"$number":"Infinity"}"#),
            (.number(-.infinity), #"{"$number":"-Infinity"}"#),
            (.undefined, #"{"$undefined":true}"#), (.unsupported, #"{"$unsupported":true}"#),
            (.array([.number(1), .null, .array([])]), "[1,null,[]]"),
            (.intVector([1, -2]), "[1,-2]"), (.uintVector([4_294_967_295]), "[4294967295]"),
            (.doubleVector([0.5, .nan]), #"[0.5,{"$number":"NaN"}]"#),
            (.objectVector(className: "", [.null]), "[null]"),
            (.objectVector(className: "Point", [.null]), #"{"$vector":"Point","$elements":[null]}"#),
            (.date(milliseconds: 1_357_000_000_000, timeZone: 0), #"{"$date":"2013-01-01T00:26:40Z","tz":0}"#),
            (.date(milliseconds: 1_357_000_000_123, timeZone: -60), #"{"$date":"2013-01-01T00:26:40.123Z","tz":-60}"#),
            (.date(milliseconds: 1e17, timeZone: 0), #"{"$date":1e+17,"tz":0}"#),
            (.date(milliseconds: .nan, timeZone: 5), #"{"$date":{"$number":"NaN"},"tz":5}"#),
            (.bytes([0, 0xff, 0x10, 0x80]), #"{"$bytes":"AP8QgA=="}"#), (.bytes([]), #"{"$bytes":""}"#),
            (.xml("<a/>"), #"{"$xml":"<a/>"}"#),
            (.reference(3), #"{"$ref":3}"#), (.badReference(9), #"{"$bad_ref":9}"#),
            (.truncated(17), #"{"$truncated":17}"#),
            (.avmPlus(.integer(7)), "7"),
            (.dictionary([AMFDictionaryEntry(key: .array([]), value: .number(1))]), #"{"$dictionary":[[[],1]]}"#),
        ] as [(AMFValue, String)])
    func values(value: AMFValue, expected: String) {
        #expect(Self.json(value) == expected)
    }

    @Test("objects keep the order of their members, and an ECMA array is an object")
    func objects() {
        let members: [(AMFText, AMFValue)] = [("b", .number(1)), ("a", .null)]
        #expect(Self.json(Self.object(members)) == #"{"b":1,"a":null}"#)
        #expect(Self.json(Self.object(members, className: "my.Class")) == #"{"$type":"my.Class","b":1,"a":null}"#)
        let array = AMFECMAArray(declaredCount: 99, members: members.map { AMFMember(name: $0.0, value: $0.1) })
        #expect(Self.json(.ecmaArray(array)) == #"{"b":1,"a":null}"#)
        #expect(Self.json(Self.object([])) == "{}")
    }

    @Test("a member that begins with a dollar sign cannot be taken for one of ours")
    func escapedNames() {
        #expect(
            Self.json(Self.object([("$date", .number(1)), ("$$", .null), ("", .null)]))
                == #"{"$$date":1,"$$$":null,"":null}"#)
    }

    @Test("names that come twice, or are not UTF-8, become pairs, so that nothing is lost")
    func pairs() {
        #expect(
            Self.json(Self.object([("a", .number(1)), ("a", .number(2))], className: "C"))
                == #"{"$type":"C","$members":[["a",1],["a",2]]}"#)
        #expect(
            Self.json(Self.object([(Self.latin1, .number(1))]))
                == #"{"$members":[[{"$text":"c\#u{fffd}f","$bytes":"Y+Rm"},1]]}"#)
        // Composed and decomposed letters are different names.
        #expect(Self.json(Self.object([("\u{e9}", .null), ("e\u{301}", .null)])).contains("$members") == false)
    }

    @Test("an AMF3 array with names has its elements beside them")
    func mixedArray() {
        let array = AMF3Array(members: [AMFMember(name: "n", value: .null)], elements: [.integer(1)])
        #expect(Self.json(.mixedArray(array)) == #"{"n":null,"$elements":[1]}"#)
    }

    @Test("an externalizable object has what was understood and the bytes that were not")
    func externalizable() {
        let object = AMFExternalizable(
            className: "flex.X", values: [AMFMember(name: "v", value: .integer(1))], remainder: [1, 2, 3])
        #expect(Self.json(.externalizable(object)) == #"{"$type":"flex.X","v":1,"$bytes":"AQID"}"#)
    }

    @Test("text that is not UTF-8 keeps its bytes: strings, XML, cut characters, surrogates")
    func invalidText() {
        #expect(Self.json(.string(Self.latin1)) == #"{"$text":"c\#u{fffd}f","$bytes":"Y+Rm"}"#)
        #expect(Self.json(.xml(Self.latin1)) == #"{"$xml":"c\#u{fffd}f","$bytes":"Y+Rm"}"#)
        for bytes in [[0xc3], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff, 0xfe]] as [[UInt8]] {
            #expect(Self.json(.string(AMFText(bytes: bytes))).contains("$bytes"), "\(bytes)")
        }
    }

    @Test("control characters are escaped, C1 included, and everything stays as it was for a reader of JSON")
    func controls() throws {
        let text = String((0...0x2ff).compactMap(Unicode.Scalar.init).map(Character.init)) + "\u{2028}\u{feff}😀"
        let json = Self.json(.string(AMFText(text)))
        #expect(json.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) })
        let read = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed) as? String
        #expect(read.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test("values of every kind keep to the schema, however deep")
    func schema() throws {
        let schema = try JSONSchema.ofRepository()
        var value: AMFValue = .undefined
        for depth in 0..<60 {
            switch depth % 6 {
            case 0: value = Self.object([("$a", value), ("b", .number(.nan))])
            case 1: value = .array([value, .truncated(1)])
            case 2: value = Self.object([("t", value)], className: "C")
            case 3: value = .dictionary([AMFDictionaryEntry(key: value, value: .xml(Self.latin1))])
            case 4:
                value = Self.object([("x", value), ("x", .date(milliseconds: .infinity, timeZone: 1))], className: "")
            default: value = .objectVector(className: "V", [value, .bytes([1])])
            }
            let json = try JSONSerialization.jsonObject(with: Data(Self.json(value).utf8), options: .fragmentsAllowed)
            // The choice of kinds is tried at each depth: deep values would take long.
            if depth < 12 { try schema.validate(json, as: "amf") }
        }
    }
}
