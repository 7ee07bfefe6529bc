/// What a piece of text is, for those who read in colour.
enum TextStyle {
    case plain
    /// What is there to be found again rather than read: times, chunk streams, packet numbers.
    case faint
    case heading
    case name
    case toServer
    case toClient
    case good
    case warning
    case bad
    /// A flow's own colour, by its number.
    case flow(Int)

    /// SGR parameters of ECMA-48, from the eight colours that every terminal has and every theme keeps readable.
    var code: String? {
        switch self {
        case .plain: nil
        case .faint: "2"
        case .heading: "1"
        case .name: "1"
        case .toServer: "36"
        case .toClient: "35"
        case .good: "32"
        case .warning: "33"
        case .bad: "1;31"
        case .flow(let number): ["36", "35", "32", "33", "34", "31"][number % 6]
        }
    }
}
