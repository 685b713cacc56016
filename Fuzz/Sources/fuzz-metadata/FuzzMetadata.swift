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
        // What could be read must be readable again.
        fatalError("\(error)")
    }
    return 0
}
