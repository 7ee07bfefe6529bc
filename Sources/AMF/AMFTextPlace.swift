/// Where text stands in a payload, for those that change it in place.
public struct AMFTextPlace: Equatable, Sendable {
    /// What the text is for.
    public enum Role: Sendable {
        /// A string, or the text of an XML document.
        case value
        /// Names a member of an object.
        case name
        /// Names a class.
        case className
        /// A byte array, or the body of an object that its class wrote itself.
        case bytes
    }

    /// Its bytes, in the span that was read; of a reference those that it refers to.
    public var range: Range<Int>
    public var role: Role
    /// The name of the innermost member that it is the value of or stands in; `nil` outside of objects.
    public var member: String?
    /// Which of the payload's values it stands in, counted from 0.
    public var argument: Int
    /// It is that value itself, not a part of it.
    public var isWholeArgument: Bool
}

/// The places of text as they are read.
struct AMFTextTrace {
    private(set) var places: [AMFTextPlace] = []
    private var members: [String] = []
    /// Of the strings that AMF3 may refer to, by their index.
    private var strings: [Range<Int>] = []
    private var argument = -1

    mutating func beginArgument() {
        argument += 1
        members.removeAll(keepingCapacity: true)
    }

    mutating func begin(_ member: String) { members.append(member) }

    mutating func end() { _ = members.popLast() }

    /// - Parameter depth: Containers around it.
    mutating func note(_ role: AMFTextPlace.Role, _ range: Range<Int>, depth: Int) {
        places.append(
            AMFTextPlace(
                range: range, role: role, member: members.last, argument: argument,
                isWholeArgument: depth == 0 && role == .value))
    }

    /// AMF3 may refer to it from now on.
    mutating func remember(_ range: Range<Int>) { strings.append(range) }

    mutating func noteReference(_ role: AMFTextPlace.Role, to index: Int, depth: Int) {
        if index < strings.count { note(role, strings[index], depth: depth) }
    }
}
