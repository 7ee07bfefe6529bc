/// Equal means equal bits: a NaN is itself, and 0 is not −0. Two decodings of the same bytes must compare equal.
extension AMFValue: Equatable {
    /// Whether both are the same, bit by bit.
    public static func == (a: AMFValue, b: AMFValue) -> Bool {
        // One value a switch: over pairs the compiler gives up proving that no case is forgotten.
        switch a {
        case .number(let a): if case .number(let b) = b { a.bitPattern == b.bitPattern } else { false }
        case .integer(let a): if case .integer(let b) = b { a == b } else { false }
        case .boolean(let a): if case .boolean(let b) = b { a == b } else { false }
        case .string(let a): if case .string(let b) = b { a == b } else { false }
        case .null: if case .null = b { true } else { false }
        case .undefined: if case .undefined = b { true } else { false }
        case .unsupported: if case .unsupported = b { true } else { false }
        case .object(let a): if case .object(let b) = b { a == b } else { false }
        case .ecmaArray(let a): if case .ecmaArray(let b) = b { a == b } else { false }
        case .array(let a): if case .array(let b) = b { a == b } else { false }
        case .mixedArray(let a): if case .mixedArray(let b) = b { a == b } else { false }
        case .date(let a, let aZone):
            if case .date(let b, let bZone) = b { a.bitPattern == b.bitPattern && aZone == bZone } else { false }
        case .xml(let a): if case .xml(let b) = b { a == b } else { false }
        case .bytes(let a): if case .bytes(let b) = b { a == b } else { false }
        case .intVector(let a): if case .intVector(let b) = b { a == b } else { false }
        case .uintVector(let a): if case .uintVector(let b) = b { a == b } else { false }
        case .doubleVector(let a):
            if case .doubleVector(let b) = b { a.map(\.bitPattern) == b.map(\.bitPattern) } else { false }
        case .objectVector(let aClass, let a):
            if case .objectVector(let bClass, let b) = b { aClass == bClass && a == b } else { false }
        case .dictionary(let a): if case .dictionary(let b) = b { a == b } else { false }
        case .externalizable(let a): if case .externalizable(let b) = b { a == b } else { false }
        case .reference(let a): if case .reference(let b) = b { a == b } else { false }
        case .badReference(let a): if case .badReference(let b) = b { a == b } else { false }
        case .avmPlus(let a): if case .avmPlus(let b) = b { a == b } else { false }
        case .truncated(let a): if case .truncated(let b) = b { a == b } else { false }
        }
    }
}
