@testable import FuzzTargets
import Testing

struct JSONCheckTests {
    @Test(
        "what RFC 8259 allows is JSON",
        arguments: [
            "0", "-0.5e+10", "\"\"", "[]", "{}", " { \"a\" : [ 1 , true , null , { } ] } ", "\"\\u00e9\\n\\\"\"",
            "[[[]],[]]", "{\"a\":{\"b\":\"ü\"},\"c\":false}",
        ])
    func json(text: String) { #expect(JSONCheck.problem(in: Array(text.utf8)[...]) == nil) }

    @Test(
        "what it does not allow is none",
        arguments: [
            "", "{", "]", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "01", "1.", "-", "1e", "nul", "truex", "\"\u{1}\"",
            "\"\\x\"", "\"\\u12g4\"", "\"open", "{} {}", "[1 2]", "NaN", "{\"a\":1]", "'a'",
        ])
    func noJSON(text: String) { #expect(JSONCheck.problem(in: Array(text.utf8)[...]) != nil) }
}
