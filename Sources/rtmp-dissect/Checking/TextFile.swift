#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Small files, whole.
enum TextFile {
    /// Why one cannot be read or written; a sentence.
    struct Failure: Error {
        var sentence: String
        /// There is no such file.
        var isMissing = false
    }

    private static let maximumSize = 64 << 20

    static func read(_ path: String) throws(Failure) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let number = errno
            throw Failure(
                sentence: "\(path): cannot be read: \(String(cString: strerror(number)))",
                isMissing: number == ENOENT || number == ENOTDIR)
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= maximumSize {
            let count = block.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure(sentence: "\(path): cannot be read: \(String(cString: strerror(errno)))")
            }
            bytes += block[..<count]
        }
        guard bytes.count <= maximumSize else {
            throw Failure(sentence: "\(path): larger than \(maximumSize >> 20) MB")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(sentence: "\(path): is no text in UTF-8")
        }
        return text
    }

    /// Writes a file whole or not at all; folders on the way to it are made.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        makeFolders(of: path)
        do throws(OutputError) {
            let file = try OutputFile(path: path)
            var bytes = bytes
            try file.write(&bytes)
            try file.finish()
        } catch {
            throw Failure(sentence: "\(error)")
        }
    }

    /// What cannot be made is told when the file is.
    private static func makeFolders(of path: String) {
        for index in path.indices where path[index] == "/" && index > path.startIndex {
            _ = mkdir(String(path[..<index]), 0o777)
        }
    }
}

/// read(2), which `TextFile.read` hides.
private func systemRead(_ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, start, count)
}
