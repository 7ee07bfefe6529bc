import Testing

@testable import Redaction

@Suite("Secrets and what stands for them")
struct SecretBookTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("placeholders tell the kind, are of the secret's length, and the same for the same secret")
    func readable() {
        var book = SecretBook()
        #expect(text(book.placeholder(for: "obsstudio".utf8, .streamName)) == "name1xxxx")
        #expect(text(book.placeholder(for: "s3cr3tt0ken".utf8, .key)) == "key1xxxxxxx")
        #expect(text(book.placeholder(for: "obsstudio".utf8, .key)) == "name1xxxx")
        #expect(text(book.placeholder(for: "another".utf8, .streamName)) == "name2xx")
    }

    @Test("different secrets have different placeholders as far as their length allows", arguments: [1, 2, 3, 4, 5, 6])
    func distinct(length: Int) {
        var book = SecretBook()
        let count = length == 1 ? 26 : 200
        var seen: Set<[UInt8]> = []
        for index in 0..<count {
            let digits = String(index, radix: 36)
            let secret = String(repeating: "Q", count: max(0, length - digits.utf8.count)) + digits
            let placeholder = book.placeholder(for: secret.utf8.prefix(length), .streamName)
            #expect(placeholder.count == length)
            #expect(placeholder != Array(secret.utf8.prefix(length)))
            seen.insert(placeholder)
        }
        #expect(seen.count >= (length == 1 ? 20 : min(count, 199)))
    }

    @Test("a short secret is replaced where it stands alone, a long one everywhere")
    func known() {
        var book = SecretBook()
        _ = book.placeholder(for: "live".utf8, .streamName)
        _ = book.placeholder(for: "a-long-stream-key".utf8, .streamName)
        var bytes = Array("delivery of live, live: xa-long-stream-keyx".utf8)
        let count = bytes.count
        book.replaceKnown(in: &bytes, 0..<count, minimum: 4)
        #expect(text(bytes) == "delivery of n1xx, n1xx: xname2xxxxxxxxxxxxx")
    }

    @Test("a secret at either end of the range is found, one that goes beyond it is not")
    func ends() {
        var book = SecretBook()
        _ = book.placeholder(for: "12345678".utf8, .key)
        var bytes = Array("12345678 12345678".utf8)
        book.replaceKnown(in: &bytes, 0..<16, minimum: 1)
        #expect(text(bytes) == "key1xxxx 12345678")
        book.replaceKnown(in: &bytes, 9..<17, minimum: 1)
        #expect(text(bytes) == "key1xxxx key1xxxx")
        #expect(!book.sweep(&bytes, 0..<0))
    }

    @Test("placeholders are known as such")
    func placeholders() {
        for text in ["name1xxxx", "key12", "l1xxx", "login3=="] { #expect(Placeholder.matches(text), "\(text)") }
        for text in ["", "x", "name", "keyxx", "abc123", "k1y", "namex1"] {
            #expect(!Placeholder.matches(text), "\(text)")
        }
    }
}
