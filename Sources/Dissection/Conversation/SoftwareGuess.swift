/// Names programs by the strings, constants and habits they show: a line for each in the tables of `SoftwareRow`.
///
/// A wrong name is worse than none, so a row asks for all that is known of its program, and where the program may
/// be an imitation its name says so ("modelled on it").
enum SoftwareGuess {
    static func client(_ words: PeerWords) -> String? { name(words, in: SoftwareRow.clients) }

    static func server(_ words: PeerWords) -> String? { name(words, in: SoftwareRow.servers) }

    private static func name(_ words: PeerWords, in rows: [SoftwareRow]) -> String? {
        rows.lazy.compactMap { $0.name(words) }.first
    }
}
