// SPDX-License-Identifier: Apache-2.0

internal import CTFMetadata
internal import CTFReader
internal import Consumer
internal import Glibc
internal import RingBuffer
internal import RingRecovery
internal import SystemCalls
internal import TraceModel

private let folder = "/dev/shm/plume-fuzz-\(getpid())"

/// Takes an input as a kind of buffers and changes to what a killed recording left in them.
///
/// Whatever is recovered must be a trace that can be read whole, with as many records as was said.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBuffers(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: data, count: count))
    guard let kind = input.first else { return 0 }
    let template = Template.all[Int(kind) % Template.all.count]
    let source = template.patched(by: input.dropFirst())
    guard let image = try? RingImage(source) else { return 0 }
    guard
        let reports = try? BufferRecovery.recover(
            [image],
            recordedFolder: nil,
            to: folder,
            format: .ctf2
        )
    else {
        removeFolder()
        return 0
    }
    do throws(CTFError) {
        var records: UInt64 = 0
        for stream in try CTFTrace(paths: [folder]).streams {
            let cursor = DataStreamCursor(stream)
            while let message = try cursor.next() { records += message == .event ? 1 : 0 }
        }
        precondition(records == reports.reduce(0) { $0 + $1.recordCount })
    } catch {
        fatalError("what was recovered cannot be read: \(error)")
    }
    removeFolder()
    return 0
}

private func removeFolder() {
    for name in (try? Directory.entries(of: folder)) ?? [] {
        try? Directory.removeFile("\(folder)/\(name)")
    }
    try? Directory.removeDirectory(folder)
}
