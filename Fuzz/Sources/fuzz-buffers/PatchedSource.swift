// SPDX-License-Identifier: Apache-2.0

internal import RingRecovery
internal import SystemCalls

/// A channel's file in memory, some bytes of which are others.
struct PatchedSource: RingImageSource {
    let name = "patched"
    let bytes: [UInt8]
    var changes: [(place: Int, byte: UInt8)] = []

    func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        guard offset >= 0, offset < bytes.count else { return [] }
        let end = bytes.count - offset > count ? offset + count : bytes.count
        var read = Array(bytes[offset..<end])
        for change in changes where (offset..<end).contains(change.place) {
            read[change.place - offset] = change.byte
        }
        return read
    }
}
