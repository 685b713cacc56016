// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import SideDescription

/// A live event of this process: its record, relocated in place, and its state.
///
/// Records are never unloaded, so a value stays valid as long as the process.
@safe
struct SideEvent: @unchecked Sendable {
    // @unchecked because the addresses never change and what changes behind them, the state, is
    // only accessed with atomic operations.

    private let record: UnsafeMutableRawPointer
    /// The state, whose enabled word call sites test (`struct side_event_state_0`).
    @unsafe let state: UnsafeMutableRawPointer

    /// Relocates a record at its place and ties it to its state; nil when no record of this version
    /// begins there.
    ///
    /// - Parameters:
    ///   - record: one whole record that this program's compiler or ``SideRecordBuilder`` made.
    ///   - state: 48 bytes that live as long as the process.
    @unsafe
    init?(relocating record: UnsafeMutableRawPointer, state: UnsafeMutableRawPointer) {
        // SAFETY: the caller vouches for a whole record; magic and version are read first.
        guard
            unsafe record.load(as: UInt64.self) == SideLayout.magic,
            unsafe record.load(fromByteOffset: SideLayout.versionOffset, as: UInt16.self)
                == SideLayout.recordVersion
        else { return nil }
        unsafe self.record = record
        unsafe self.state = state
        unsafe forEachFixup { slot in
            let target = unsafe slot.loadUnaligned(as: UInt.self)
            unsafe slot.storeBytes(of: target &+ UInt(bitPattern: record), as: UInt.self)
        }
        let description = unsafe record + SideLayout.descriptionOffset
        unsafe (description + SideLayout.Description.state)
            .storeBytes(of: UInt(bitPattern: state), as: UInt.self)
        // Plume's own tracer has a shorter way to these events than as other tracers get them.
        let place = unsafe description + SideLayout.Description.flags
        let flags = unsafe place.loadUnaligned(as: UInt64.self)
        unsafe place.storeBytes(of: flags | Self.directFlag, as: UInt64.self)
        unsafe plume_event_state_initialize(state, description)
    }

    /// What the flags of a live description have besides those of the ABI.
    static let directFlag: UInt64 = 1 << 62

    /// The live description, as the SIDE runtime wants it.
    @unsafe var liveDescription: UnsafeMutableRawPointer {
        unsafe record + SideLayout.descriptionOffset
    }

    /// The bytes of the record as they were before it was relocated, for a controller.
    func recordBytes() -> [UInt8] {
        // SAFETY: the record was checked when it was relocated and is never unloaded.
        let size = unsafe Int(
            record.load(fromByteOffset: SideLayout.sizeOffset, as: UInt32.self)
        )
        let address = unsafe UInt(bitPattern: record)
        var bytes = unsafe [UInt8](UnsafeRawBufferPointer(start: record, count: size))
        unsafe forEachFixup { slot in
            let offset = unsafe UnsafeRawPointer(slot) - UnsafeRawPointer(record)
            let target = unsafe slot.loadUnaligned(as: UInt.self) &- address
            for index in 0..<8 {
                bytes[offset + index] = UInt8(truncatingIfNeeded: target >> (8 * UInt(index)))
            }
        }
        // Two slots hold addresses that mean nothing outside this process.
        for index in 0..<8 {
            bytes[SideLayout.stateAccessorOffset + index] = 0
            bytes[SideLayout.descriptionOffset + SideLayout.Description.state + index] = 0
        }
        let lastOfFlags = SideLayout.descriptionOffset + SideLayout.Description.flags + 7
        bytes[lastOfFlags] &= ~UInt8(Self.directFlag >> 56)
        return bytes
    }

    private func forEachFixup(_ body: (UnsafeMutableRawPointer) -> Void) {
        // SAFETY: the table and the slots it names lie inside the record.
        let table = unsafe Int(
            record.load(fromByteOffset: SideLayout.fixupOffsetOffset, as: UInt32.self)
        )
        let count = unsafe Int(
            record.load(fromByteOffset: SideLayout.fixupCountOffset, as: UInt32.self)
        )
        for index in 0..<count {
            let slot = unsafe Int(
                record.load(fromByteOffset: table + 4 * index, as: UInt32.self)
            )
            unsafe body(record + slot)
        }
    }
}
