// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// What tracers ask of all parts of the program, and what the program asks of one.
enum DumpRequests {
    /// Requests a state dump of every part of the program under a key.
    ///
    /// Takes the lock of dumps, allocates, and starts the agent's thread where one is needed and
    /// there is none. Either each part has the request afterwards, or none has.
    static func request(_ key: UInt64, isApart: Bool = false) -> SideStatus {
        if key == 0 { return .invalid }
        // SAFETY: the list is walked under its lock.
        plume_side_lock_dumps()
        defer { plume_side_unlock_dumps() }
        let registry = unsafe plume_side_get_registry()
        var needsAgent = false
        var next = unsafe registry.pointee.dumps
        while let dump = unsafe next {
            guard unsafe DumpQueue.reserve(dump) else { return .noMemory }
            if unsafe dump.pointee.is_agents != 0 { needsAgent = true }
            unsafe next = dump.pointee.next
        }
        unsafe registry.pointee.is_apart = isApart ? 1 : 0
        // Its thread waits for the lock, and then finds the requests.
        if needsAgent && !DumpAgent.start() { return .noMemory }
        unsafe next = registry.pointee.dumps
        while let dump = unsafe next {
            unsafe DumpQueue.append(dump, key)
            unsafe next = dump.pointee.next
        }
        return .done
    }

    /// Forgets the requests of a key that have not begun.
    ///
    /// One that is running goes on.
    ///
    /// Takes the lock of dumps.
    static func cancel(_ key: UInt64) -> SideStatus {
        if key == 0 { return .invalid }
        // SAFETY: as above.
        plume_side_lock_dumps()
        defer { plume_side_unlock_dumps() }
        var next = unsafe plume_side_get_registry().pointee.dumps
        while let dump = unsafe next {
            unsafe DumpQueue.remove(dump, key)
            unsafe next = dump.pointee.next
        }
        return .done
    }

    /// How many parts that the agent's thread runs have a request of a key that has not ended.
    ///
    /// Takes the lock of dumps.
    static func count(_ key: UInt64) -> UInt32 {
        // SAFETY: as above.
        plume_side_lock_dumps()
        defer { plume_side_unlock_dumps() }
        var count: UInt32 = 0
        var next = unsafe plume_side_get_registry().pointee.dumps
        while let dump = unsafe next {
            if unsafe dump.pointee.is_agents != 0, unsafe DumpQueue.holds(dump, key) { count += 1 }
            unsafe next = dump.pointee.next
        }
        return count
    }

    /// Whether a part that the program itself runs has requests.
    ///
    /// Takes the lock of dumps.
    static func arePending(_ handle: UnsafeMutableRawPointer?) -> Bool {
        // SAFETY: as above.
        plume_side_lock_dumps()
        defer { plume_side_unlock_dumps() }
        guard let dump = unsafe DumpRegistry.find(handle), unsafe dump.pointee.is_agents == 0
        else { return false }
        return unsafe dump.pointee.count > 0 && dump.pointee.runner == nil
    }

    /// Runs the requests that a part of the program has at this moment.
    ///
    /// Takes the lock of dumps, and gives it back while the program's function runs.
    static func runPending(_ handle: UnsafeMutableRawPointer?) -> SideStatus {
        // SAFETY: as above; the part is looked at again only while it is known to be there.
        plume_side_lock_dumps()
        defer { plume_side_unlock_dumps() }
        guard let dump = unsafe DumpRegistry.find(handle), unsafe dump.pointee.is_agents == 0
        else { return .invalid }
        let count = unsafe dump.pointee.count
        for _ in 0..<count {
            guard unsafe DumpRunner.runOne(dump), unsafe DumpRegistry.find(handle) == dump
            else { break }
        }
        return .done
    }
}
