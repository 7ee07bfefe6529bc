/// Bytes that are added to at the end, in memory of their own that grows with them.
///
/// An array asks at each append whether its memory is its own. The line of a frame is a hundred appends; as those to an
/// array they took 7000 instructions, which is more than all of the line takes with these. Here an append is one
/// comparison and the stores; where its length is known to the compiler, as that of a key is, the copy is an
/// instruction or two. What is unsafe about that stays within this file: each method makes room for whatever it stores
/// before it stores it, and what is not counted yet is no part of the bytes.
struct OutputBuffer: ~Copyable {
    private var start: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 4096) {
        self.capacity = max(capacity, 64)
        unsafe start = .allocate(byteCount: self.capacity, alignment: 8)
    }

    deinit { unsafe start.deallocate() }

    // MARK: Adding

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        unsafe room(for: 1).storeBytes(of: byte, as: UInt8.self)
        count &+= 1
    }

    /// The first `length` bytes of a word, of which the lowest is the first.
    @inline(__always)
    mutating func append(_ word: UInt64, length: Int) {
        precondition(length >= 0 && length <= 8)
        // All eight are stored: the others are overwritten by what comes next.
        unsafe room(for: 8).storeBytes(of: word.littleEndian, as: UInt64.self)
        count &+= length
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        unsafe room(for: length).copyMemory(from: text.utf8Start, byteCount: length)
        count &+= length
    }

    /// A text in quotation marks, and a byte behind them.
    @inline(__always)
    mutating func append(quoted text: StaticString, _ next: UInt8) {
        let length = text.utf8CodeUnitCount
        let end = unsafe room(for: length &+ 3)
        unsafe end.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        unsafe (end + 1).copyMemory(from: text.utf8Start, byteCount: length)
        unsafe (end + 1 + length).storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        unsafe (end + 2 + length).storeBytes(of: next, as: UInt8.self)
        count &+= length &+ 3
    }

    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            guard let source = bytes.baseAddress else { return }
            unsafe room(for: bytes.count).copyMemory(from: source, byteCount: bytes.count)
            count &+= bytes.count
        }
    }

    /// Bytes in quotation marks and a byte behind them, if JSON has them in strings as they are; otherwise nothing,
    /// and `false`.
    ///
    /// They are copied while they are looked at, eight at a time; what is left over at the end is done together with
    /// some of those before it.
    @inline(__always)
    mutating func append(quotedIfPlain bytes: UnsafeBufferPointer<UInt8>, _ next: UInt8) -> Bool {
        let length = bytes.count
        let first = unsafe room(for: length &+ 3)
        unsafe first.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        if let source = bytes.baseAddress.map({ unsafe UnsafeRawPointer($0) }) {
            let target = unsafe first + 1
            if length >= 8 {
                var position = 0
                while position < length {
                    // The last eight, however many of them were done before.
                    position = min(position, length &- 8)
                    let word = unsafe source.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                    guard PlainText.isPlain(word) else { return false }
                    unsafe target.storeBytes(of: word, toByteOffset: position, as: UInt64.self)
                    position &+= 8
                }
            } else {
                var word: UInt64 = 0x2020_2020_2020_2020
                if length >= 4 {
                    let head = unsafe source.loadUnaligned(as: UInt32.self)
                    let tail = unsafe source.loadUnaligned(fromByteOffset: length &- 4, as: UInt32.self)
                    word = UInt64(head) | UInt64(tail) &<< 32
                    unsafe target.storeBytes(of: head, as: UInt32.self)
                    unsafe target.storeBytes(of: tail, toByteOffset: length &- 4, as: UInt32.self)
                } else if length > 0 {
                    let head = unsafe source.load(as: UInt8.self)
                    let middle = unsafe source.load(fromByteOffset: length &>> 1, as: UInt8.self)
                    let tail = unsafe source.load(fromByteOffset: length &- 1, as: UInt8.self)
                    word = word &<< 24 | UInt64(head) | UInt64(middle) &<< 8 | UInt64(tail) &<< 16
                    unsafe target.storeBytes(of: head, as: UInt8.self)
                    unsafe target.storeBytes(of: middle, toByteOffset: length &>> 1, as: UInt8.self)
                    unsafe target.storeBytes(of: tail, toByteOffset: length &- 1, as: UInt8.self)
                }
                guard PlainText.isPlain(word) else { return false }
            }
        }
        unsafe (first + 1 + length).storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        unsafe (first + 2 + length).storeBytes(of: next, as: UInt8.self)
        count &+= length &+ 3
        return true
    }

    // MARK: The end

    /// The byte that was added last.
    var last: UInt8? {
        @inline(__always) get { count > 0 ? unsafe start.load(fromByteOffset: count &- 1, as: UInt8.self) : nil }
    }

    @inline(__always)
    mutating func removeLast() {
        precondition(count > 0)
        count &-= 1
    }

    mutating func removeAll() { count = 0 }

    /// Adds all bytes to an array.
    borrowing func append(to other: inout [UInt8]) {
        other.append(contentsOf: unsafe UnsafeRawBufferPointer(start: start, count: count))
    }

    // MARK: Memory

    /// Where the next bytes go; there is room for `length` of them.
    @inline(__always)
    private mutating func room(for length: Int) -> UnsafeMutableRawPointer {
        if capacity &- count < length { grow(by: length) }
        return unsafe start + count
    }

    @inline(never)
    private mutating func grow(by length: Int) {
        capacity = max(capacity * 2, count + length)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        unsafe larger.copyMemory(from: start, byteCount: count)
        unsafe start.deallocate()
        unsafe start = larger
    }
}
