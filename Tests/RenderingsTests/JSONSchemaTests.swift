import Foundation
import Testing

/// The validator itself: a test of the contract is worth what it can refuse.
@Suite struct JSONSchemaTests {
    private static func isValid(_ value: String, _ schema: String) throws -> Bool {
        let schema = try JSONSchema(Data(#"{"$defs":{"x":\#(schema)}}"#.utf8))
        let value = try JSONSerialization.jsonObject(with: Data(value.utf8), options: .fragmentsAllowed)
        do {
            try schema.validate(value, as: "x")
            return true
        } catch {
            return false
        }
    }

    @Test(
        "what a schema admits",
        arguments: [
            ("1", #"{"type":"integer"}"#), ("1.0", #"{"type":"integer"}"#), ("1.5", #"{"type":["null","number"]}"#),
            ("null", #"{"type":["null","number"]}"#), ("true", #"{"type":"boolean"}"#), ("true", #"{"const":true}"#),
            ("1", #"{"const":1}"#), (#""a""#, #"{"enum":["a",1]}"#), ("5", #"{"minimum":5,"maximum":5}"#),
            (#""ab""#, #"{"pattern":"^a"}"#), ("3", #"{"pattern":"^a"}"#), ("{}", #"{"additionalProperties":false}"#),
            (#"{"a":1}"#, #"{"properties":{"a":{"type":"integer"}},"additionalProperties":false,"required":["a"]}"#),
            (#"{"a1":1}"#, #"{"patternProperties":{"^a":{"type":"integer"}},"additionalProperties":false}"#),
            (#"{"a":1}"#, #"{"dependentRequired":{"b":["c"]}}"#),
            ("[1,2]", #"{"items":{"type":"integer"},"minItems":2}"#),
            ("1", #"{"oneOf":[{"type":"string"},{"type":"number"}]}"#),
            ("1", #"{"anyOf":[{"type":"number"},{"const":1}]}"#),
        ])
    func admitted(value: String, schema: String) throws {
        #expect(try Self.isValid(value, schema))
    }

    @Test(
        "what a schema refuses",
        arguments: [
            ("1.5", #"{"type":"integer"}"#), ("true", #"{"type":"integer"}"#), ("1", #"{"type":"boolean"}"#),
            ("1", #"{"const":true}"#), ("true", #"{"const":1}"#), (#""b""#, #"{"enum":["a",1]}"#),
            ("4", #"{"minimum":5}"#),
            ("6", #"{"maximum":5}"#), (#""ba""#, #"{"pattern":"^a"}"#),
            (#"{"b":1}"#, #"{"additionalProperties":false}"#),
            (#"{"a":"x"}"#, #"{"properties":{"a":{"type":"integer"}}}"#), ("{}", #"{"required":["a"]}"#),
            (#"{"a":1}"#, #"{"dependentRequired":{"a":["b"]}}"#),
            (#"{"$a":1}"#, #"{"propertyNames":{"pattern":"^[^$]"}}"#),
            (#"[1,"a"]"#, #"{"items":{"type":"integer"}}"#), ("[1]", #"{"minItems":2}"#), ("[1,2]", #"{"maxItems":1}"#),
            ("1", #"{"oneOf":[{"type":"number"},{"const":1}]}"#), ("1", #"{"anyOf":[{"type":"string"}]}"#),
            ("1", ##"{"$ref":"#/$defs/absent"}"##), ("1", #"{"multipleOf":1}"#),
        ])
    func refused(value: String, schema: String) throws {
        #expect(try !Self.isValid(value, schema))
    }

    @Test("every field of the contract is described in a sentence")
    func descriptions() throws {
        try JSONSchema.ofRepository().walk { schema, path in
            for (name, field) in schema["properties"] as? [String: [String: Any]] ?? [:] where field["$ref"] == nil {
                let description = field["description"] as? String ?? ""
                #expect(description.hasSuffix("."), "\(path)/\(name)")
            }
        }
    }

    @Test("every object of the contract is closed, or says what else it holds")
    func closed() throws {
        // What a rule measures is the rule's own.
        let open = ["#/$defs/event_finding/data", "#/$defs/event"]
        try JSONSchema.ofRepository().walk { schema, path in
            guard schema["type"] as? String == "object", !open.contains(path) else { return }
            #expect(schema["additionalProperties"] != nil, "\(path)")
        }
    }
}
