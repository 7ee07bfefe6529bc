import Foundation

/// What the tests need of `Captures/manifest.json`.
struct Manifest: Decodable {
    struct Entry: Decodable {
        var file: String
        var format: String
        var link_types: [String]
        var packets: Int
        var bytes: Int
        var has_expected_messages: Bool
    }

    var captures: [Entry]

    static func read(_ file: URL) throws -> Manifest {
        try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: file))
    }
}
