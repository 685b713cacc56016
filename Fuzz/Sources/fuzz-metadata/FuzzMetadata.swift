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
        // Only texts of CTF 1.8 that merely declare types may have an event without anything.
        if metadata.format == .ctf1 && error.problem.contains("neither a name nor fields") {
            return 0
        }
        // All else that could be read must be readable again.
        fatalError("\(error)")
    }
    return 0
}
