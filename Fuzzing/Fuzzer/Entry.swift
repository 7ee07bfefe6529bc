import FuzzTargets

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The target that the environment names, looked up once.
private let target: any FuzzTarget.Type = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTargets.named(name) else {
        fatalError("FUZZ_TARGET is one of \(FuzzTargets.all.map { $0.name })")
    }
    return target
}()

/// Called by libFuzzer for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
    do throws(BrokenPromise) {
        try target.run(input)
    } catch {
        fatalError("\(error)")
    }
    return 0
}
