// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
internal import CTFReader
internal import TraceModel

/// Parses an input as metadata of any form, and writes and compiles what comes of it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMetadata(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let metadata = try? MetadataParser.parse(bytes) else { return 0 }
    _ = try? CompiledTrace(metadata)
    let written = CTF2MetadataWriter.metadataStream(metadata)
    do throws(CTFError) {
        _ = try MetadataParser.parse(written)
    } catch {
        // Only CTF 1.8 allows event records without a single bit.
        if metadata.format == .ctf1 && error.description.contains("have no bits") { return 0 }
        // All else that could be read must be readable again.
        fatalError("\(error)")
    }
    return 0
}
