import CZlib
import Packets
import TestSupport

@testable import PcapCapture

/// A capture file read to its end or to its error.
struct Reading {
    struct Item: Equatable {
        var packet: PacketFacts
        var bytes: [UInt8]
    }

    /// `Packet`, in a form that can be compared.
    struct PacketFacts: Equatable {
        var number: Int
        var time: Int64
        var linkType: LinkType
        var originalLength: Int
    }

    var items: [Item] = []
    /// The error that ended it, if one did; also that of opening it.
    var error: CaptureError?
    var file: CaptureFile?

    init(_ bytes: [UInt8], step: Int = .max, filter: String? = nil) {
        self.init(source: MemoryBytes(bytes, step: step), filter: filter)
    }

    init(source: any ByteSource, filter: String? = nil) {
        do throws(CaptureError) {
            read(try CaptureFile(source: source, name: "test", filter: filter))
        } catch {
            self.error = error
        }
    }

    init(_ opened: CaptureFile) { read(opened) }

    private mutating func read(_ opened: CaptureFile) {
        var opened = opened
        do throws(CaptureError) {
            while let item = try Self.next(&opened) { items.append(item) }
        } catch {
            self.error = error
        }
        file = opened
    }

    static func next(_ file: inout CaptureFile) throws(CaptureError) -> Item? {
        try file.next { packet, bytes in item(packet, bytes) }
    }

    static func item(_ packet: Packet, _ bytes: RawSpan) -> Item {
        Item(
            packet: PacketFacts(
                number: packet.number, time: packet.time.nanoseconds, linkType: packet.linkType,
                originalLength: packet.originalLength),
            bytes: bytes.withUnsafeBytes { [UInt8]($0) })
    }

    var payloads: [[UInt8]] { items.map(\.bytes) }
    var times: [Int64] { items.map(\.packet.time) }
}

/// Bytes as a gzip member, made by zlib.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    // 31: a window of 2^15 in a gzip wrapper.
    guard deflateInit2_(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, zlibVersion(), size) == Z_OK else {
        return []
    }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
    let count = input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            deflate(&stream, Z_FINISH)
            return output.count - Int(stream.avail_out)
        }
    }
    deflateEnd(&stream)
    return Array(output[..<count])
}
