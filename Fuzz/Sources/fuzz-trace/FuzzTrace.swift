// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
internal import CTFReader
internal import Glibc
internal import SystemCalls
internal import TraceModel

private let path = "/dev/shm/plume-fuzz-\(getpid())"

/// Decodes an input twice: its metadata ends at the first zero byte, and the data stream follows.
///
/// Both decoders must find as many event records, and an error or none.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTrace(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let end = bytes.firstIndex(of: 0),
        let metadata = try? MetadataParser.parse(Array(bytes[..<end])),
        let trace = try? CompiledTrace(metadata)
    else { return 0 }
    let stream = Array(bytes[(end + 1)...])
    let listed = listing(metadata, stream)
    let read = reading(trace, stream)
    // The reader refuses some data that is beyond its stated limits.
    if read.isUnsupported || listed.isUnsupported { return 0 }
    guard listed.records == read.records, listed.isFailed == read.isFailed else {
        fatalError("the decoders find \(listed) and \(read)")
    }
    return 0
}

private struct Findings {
    var records = 0
    var isFailed = false
    var isUnsupported = false
}

private func listing(_ metadata: TraceMetadata, _ stream: [UInt8]) -> Findings {
    var found = Findings()
    var open = 0
    var lister = ElementLister(metadata, stream) { element in
        if element.content == .eventRecord { open = element.depth }
        if element.content == .end && element.depth == open && open > 0 {
            found.records += 1
            open = 0
        }
    }
    do throws(ElementStop) {
        try lister.list()
    } catch {
        found.isFailed = true
        found.isUnsupported = error.kind == .unsupported
    }
    return found
}

private func reading(_ trace: CompiledTrace, _ stream: [UInt8]) -> Findings {
    var found = Findings()
    let file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0o600)
    _ = stream.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    close(file)
    do throws(CTFError) {
        let reader = try PacketReader(path: path, trace: trace, windowBytes: 64)
        var offset: UInt64 = 0
        while offset < reader.size {
            let packet = try reader.open(at: offset)
            while try reader.nextBatch(maximum: 16) { found.records += reader.batch.records.count }
            guard packet.endOffset <= reader.size else {
                found.isFailed = true
                return found
            }
            offset = packet.endOffset
        }
    } catch {
        found.isFailed = true
        found.isUnsupported = error.kind == .unsupported
    }
    return found
}
