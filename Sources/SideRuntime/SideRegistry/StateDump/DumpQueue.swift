// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// The requests that wait at one part of the program: keys, the oldest first.
///
/// The caller of each function holds the lock of dumps, or is the only one who knows the part.
enum DumpQueue {
    /// Makes room for two more keys, one for a request and one for a request to be taken up again.
    ///
    /// - Returns: false without memory.
    static func reserve(_ dump: UnsafeMutablePointer<plume_side_dump>) -> Bool {
        // SAFETY: the keys' area has room for as many as its capacity.
        let needed = unsafe dump.pointee.count + 2
        if unsafe needed <= dump.pointee.capacity { return true }
        let capacity = needed * 2
        let bytes = UInt64(capacity) * 8
        guard let keys = unsafe plume_side_resize(dump.pointee.keys, bytes) else { return false }
        unsafe dump.pointee.keys = keys.assumingMemoryBound(to: UInt64.self)
        unsafe dump.pointee.capacity = capacity
        return true
    }

    /// Adds a key, for which there is room.
    static func append(_ dump: UnsafeMutablePointer<plume_side_dump>, _ key: UInt64) {
        // SAFETY: as above.
        unsafe dump.pointee.keys[Int(dump.pointee.count)] = key
        unsafe dump.pointee.count += 1
    }

    /// Takes the oldest key.
    static func takeFirst(_ dump: UnsafeMutablePointer<plume_side_dump>) -> UInt64? {
        // SAFETY: as above.
        if unsafe dump.pointee.count == 0 { return nil }
        let key = unsafe dump.pointee.keys[0]
        unsafe dump.pointee.count -= 1
        for index in 0..<Int(unsafe dump.pointee.count) {
            unsafe dump.pointee.keys[index] = dump.pointee.keys[index + 1]
        }
        return key
    }

    /// Puts a key back, before all others; its request was begun and not ended.
    static func putBack(_ dump: UnsafeMutablePointer<plume_side_dump>, _ key: UInt64) {
        // SAFETY: each request reserved room for this. One that was not reserved is not kept.
        if unsafe dump.pointee.count == dump.pointee.capacity { return }
        for index in (0..<Int(unsafe dump.pointee.count)).reversed() {
            unsafe dump.pointee.keys[index + 1] = dump.pointee.keys[index]
        }
        unsafe dump.pointee.keys[0] = key
        unsafe dump.pointee.count += 1
    }

    /// Whether a request of a key waits or runs.
    static func holds(_ dump: UnsafeMutablePointer<plume_side_dump>, _ key: UInt64) -> Bool {
        // SAFETY: as above.
        if unsafe dump.pointee.runner != nil && dump.pointee.running_key == key { return true }
        for index in 0..<Int(unsafe dump.pointee.count) where unsafe dump.pointee.keys[index] == key
        {
            return true
        }
        return false
    }

    /// Forgets all requests of a key.
    static func remove(_ dump: UnsafeMutablePointer<plume_side_dump>, _ key: UInt64) {
        // SAFETY: as above.
        var kept = 0
        for index in 0..<Int(unsafe dump.pointee.count) {
            let other = unsafe dump.pointee.keys[index]
            if other == key { continue }
            unsafe dump.pointee.keys[kept] = other
            kept += 1
        }
        unsafe dump.pointee.count = UInt32(kept)
    }
}
