// SPDX-License-Identifier: Apache-2.0

import CSide
import Foundation

/// An event in memory of its own, as a program's compiler would lay it out.
@safe
final class TestEvent: @unchecked Sendable {
    // @unchecked because only the runtime changes what is behind the addresses, atomically or under
    // its lock.
    let description: UnsafeMutableRawPointer
    let state: UnsafeMutablePointer<plume_side_state>
    private let name = unsafe strdup("event")

    init(flags: UInt64 = 0) {
        // SAFETY: both areas are as large as the ABI says and freed with the object.
        unsafe description = .allocate(byteCount: 112, alignment: 8)
        unsafe state = .allocate(capacity: 1)
        unsafe description.initializeMemory(as: UInt8.self, repeating: 0, count: 112)
        unsafe state.initialize(to: plume_side_state())
        unsafe state.pointee.callbacks = plume_side_empty_table()
        unsafe state.pointee.description = UnsafeRawPointer(description)
        unsafe description.storeBytes(of: 112, as: UInt32.self)
        unsafe description.storeBytes(of: UInt(bitPattern: state), toByteOffset: 8, as: UInt.self)
        for offset in [24, 40] {
            unsafe description.storeBytes(
                of: UInt(bitPattern: name),
                toByteOffset: offset,
                as: UInt.self
            )
        }
        unsafe description.storeBytes(of: flags, toByteOffset: 96, as: UInt64.self)
    }

    deinit {
        unsafe description.deallocate()
        unsafe state.deallocate()
        unsafe free(name)
    }
}
