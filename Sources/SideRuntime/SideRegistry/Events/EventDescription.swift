// SPDX-License-Identifier: Apache-2.0

internal import CSide

/// The description of an event, where the program or a library keeps it.
///
/// docs/abi/side.md has the offsets.
@safe
struct EventDescription {
    /// Bytes of a description of version 0; later ones may have more.
    static let minimumSize: UInt32 = 112

    private let address: UnsafeRawPointer

    /// Looks at a description; nil when it is malformed, or of a version that nobody here knows.
    ///
    /// - Parameter address: whatever a program or a tracer calls an event. What cannot be read
    ///   traps, as it would in any function.
    @unsafe
    init?(_ address: UnsafeRawPointer?) {
        // SAFETY: size and version come first and are read before the rest is believed.
        guard let address = unsafe address,
            unsafe address.loadUnaligned(as: UInt32.self) >= Self.minimumSize,
            unsafe address.loadUnaligned(fromByteOffset: 4, as: UInt32.self) == 0
        else { return nil }
        unsafe self.address = address
        let stateAddress = unsafe address.loadUnaligned(fromByteOffset: 8, as: UInt.self)
        // The enabled word is changed atomically, so it must be aligned.
        guard stateAddress != 0, stateAddress % 8 == 0,
            unsafe address.loadUnaligned(fromByteOffset: 24, as: UInt.self) != 0,
            unsafe address.loadUnaligned(fromByteOffset: 40, as: UInt.self) != 0,
            unsafe state.pointee.version == 0
        else { return nil }
    }

    /// The event's state, which the program's call sites look at.
    var state: UnsafeMutablePointer<plume_side_state> {
        // SAFETY: that there is an address was checked when the description was looked at first.
        unsafe address.loadUnaligned(
            fromByteOffset: 8,
            as: UnsafeMutablePointer<plume_side_state>.self
        )
    }

    /// Whether the event takes fields beyond those described.
    var isVariadic: Bool {
        // SAFETY: the flags lie within the minimum size.
        unsafe address.loadUnaligned(fromByteOffset: 96, as: UInt64.self) & 1 != 0
    }
}
