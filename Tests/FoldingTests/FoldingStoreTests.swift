import TestSupport
import Testing

@testable import Folding

/// Values come back as they were left, however many others stood in their places, and each is ended once.
struct FoldingStoreTests {
    /// Tells how many of its kind there are.
    private final class Counted {
        let census: Census
        init(_ census: Census) {
            self.census = census
            census.alive += 1
        }
        deinit { census.alive -= 1 }
    }

    private final class Census {
        var alive = 0
    }

    private struct Value {
        var numbers = InlineArray<40, UInt64>(repeating: 7)
        var text = ""
        var list: [Int] = []
        var resident: Counted?
        var initial: Counted
        var flag = true
    }

    private func store(ready: Int, _ census: Census) -> FoldingStore {
        FoldingStore(
            FoldedLayout(
                byteCount: MemoryLayout<Value>.size,
                begin: { $0.initializeMemory(as: Value.self, to: Value(initial: Counted(census))) },
                end: { $0.assumingMemoryBound(to: Value.self).deinitialize(count: 1) }),
            ready: ready)
    }

    private func value(_ number: Int, _ store: FoldingStore) -> UnsafeMutablePointer<Value> {
        store[number].assumingMemoryBound(to: Value.self)
    }

    @Test(arguments: [1, 8, 64]) func comesBackAsItWasLeft(ready: Int) {
        let census = Census()
        let store = store(ready: ready, census)
        for round in 0..<3 {
            for number in 0..<100 {
                let place = value(number, store)
                #expect(place.pointee.list == Array(repeating: number, count: round))
                place.pointee.numbers[number % 40] &+= UInt64(number) << UInt64(number % 60)
                place.pointee.list.append(number)
                place.pointee.text = "the text of number \(number)"
                place.pointee.flag.toggle()
                if number.isMultiple(of: 3) { place.pointee.resident = Counted(census) }
            }
        }
        #expect(store.count == 100)
        // One in each value, those of a third of them, and that of the new value that others are held against.
        #expect(census.alive == 100 + 34 + 1)
        for number in (0..<100).reversed() {
            let place = value(number, store)
            #expect(place.pointee.text == "the text of number \(number)")
            #expect(place.pointee.numbers[number % 40] == 7 &+ 3 &* UInt64(number) << UInt64(number % 60))
            #expect(place.pointee.flag == false)
            #expect((place.pointee.resident != nil) == number.isMultiple(of: 3))
        }
    }

    @Test func endsEachValueOnce() {
        let census = Census()
        var store: FoldingStore? = store(ready: 4, census)
        for number in 0..<10 { value(number, store!).pointee.resident = Counted(census) }
        #expect(census.alive == 21)
        store!.remove(0)
        store!.remove(0)
        store!.remove(9)
        store!.remove(77)
        #expect(census.alive == 17)
        #expect(store!.count == 8)
        #expect(value(0, store!).pointee.resident == nil, "it is a new one")
        store = nil
        #expect(census.alive == 0)
    }

    @Test func takesLittleForWhatIsAsInTheBeginning() {
        let blank = [UInt8](repeating: 0x5a, count: 1600)
        var bytes = blank
        func fold() -> Int {
            bytes.withUnsafeBytes { bytes in
                blank.withUnsafeBytes { FoldedBytes.count(bytes.baseAddress!, against: $0.baseAddress!, 1600) }
            }
        }
        #expect(fold() == 25, "a byte for each 64")
        bytes[3] = 1
        bytes[700] = 2
        bytes[701] = 3
        #expect(fold() == 25 + 2 + 3)
        bytes = blank.map { ~$0 }
        #expect(fold() == FoldedBytes.maximum(of: 1600) - 2, "the most that there can be")
    }

    @Test func unfoldsWhatWasFolded() {
        var generator = SeededGenerator(seed: 5)
        for size in stride(from: 8, through: 400, by: 8) {
            let blank = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
            var bytes = blank
            for _ in 0..<Int.random(in: 0...size, using: &generator) {
                bytes[Int.random(in: 0..<size, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            // Nothing is written behind the maximum.
            let maximum = FoldedBytes.maximum(of: size)
            var folded = [UInt8](repeating: 0xee, count: maximum + 8)
            var count = 0
            folded.withUnsafeMutableBytes { folded in
                bytes.withUnsafeBytes { bytes in
                    blank.withUnsafeBytes {
                        count = FoldedBytes.count(bytes.baseAddress!, against: $0.baseAddress!, size)
                        FoldedBytes.fold(
                            bytes.baseAddress!, against: $0.baseAddress!, size, into: folded.baseAddress!)
                    }
                }
            }
            #expect(count <= maximum && folded[count...].allSatisfy { $0 == 0xee })
            var result = blank
            result.withUnsafeMutableBytes { result in
                folded.withUnsafeBytes { FoldedBytes.unfold($0.baseAddress!, into: result.baseAddress!, size) }
            }
            #expect(result == bytes)
        }
    }

    @Test func knowsWhatMayBeMoved() {
        struct Holder { weak var other: Census? }
        #expect(FoldedLayout.isMovable(Value.self))
        #expect(!FoldedLayout.isMovable(Holder.self))
    }
}
