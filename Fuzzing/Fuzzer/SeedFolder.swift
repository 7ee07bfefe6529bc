import FuzzTargets

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Called by libFuzzer before anything else. With `FUZZ_SEEDS` in the environment, seeds of the files that standard
/// input names, one a line, are written to that folder, one folder a target, and that is all.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_: UnsafeMutableRawPointer, _: UnsafeMutableRawPointer) -> Int32 {
    guard let folder = getenv("FUZZ_SEEDS").map({ String(cString: $0) }) else { return 0 }
    var seeds = Seeds()
    while let path = readLine() {
        guard let bytes = contents(of: path) else { continue }
        if path.hasSuffix(".json") { seeds.add(vectors: bytes, file: path) } else { seeds.add(capture: bytes) }
    }
    for target in FuzzTargets.all { mkdir("\(folder)/\(target.name)", 0o777) }
    for (index, seed) in seeds.inputs.enumerated() {
        guard let file = fopen("\(folder)/\(seed.target)/seed-\(index)", "w") else { continue }
        fwrite(seed.bytes, 1, seed.bytes.count, file)
        fclose(file)
    }
    print("\(seeds.inputs.count) seeds in \(folder)")
    exit(0)
}

private func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&block, 1, block.count, file)
        guard count > 0 else { return bytes }
        bytes += block[..<count]
    }
}
