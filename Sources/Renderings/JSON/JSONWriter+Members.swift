import Packets

/// Members of the object that is being written whose names stand in the source: nothing of such a name needs a look.
extension JSONWriter {
    @inline(__always)
    mutating func object(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
        key(fixed: name)
        object(body)
    }

    @inline(__always)
    mutating func array(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
        key(fixed: name)
        array(body)
    }

    @inline(__always)
    mutating func time(_ name: StaticString, _ value: Timestamp) {
        key(fixed: name)
        time(value)
    }

    @inline(__always)
    mutating func seconds(_ name: StaticString, _ nanoseconds: Int64) {
        key(fixed: name)
        seconds(nanoseconds)
    }

    @inline(__always)
    mutating func base64(_ name: StaticString, _ bytes: [UInt8]) {
        key(fixed: name)
        base64(bytes)
    }
}
