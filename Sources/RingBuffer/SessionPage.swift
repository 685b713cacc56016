// SPDX-License-Identifier: Apache-2.0

/// Offsets in the first page of a channel's file, which the controller writes.
///
/// Programs only read the flag: stopping and starting a session is one store that every program
/// sees at its next event.
enum SessionPage {
    static let magicOffset = 0
    static let layoutVersionOffset = 8
    static let cpuCountOffset = 12
    static let sizeOffset = 16
    static let clockOffset = 24
    static let lossModeOffset = 28
    static let allocationOffset = 32
    static let definitionsOffsetOffset = 40
    static let definitionsBytesOffset = 48
    /// The committed bytes of the definitions; stored last, so that what it covers is whole.
    static let definitionsLengthOffset = 56
    /// On a line of its own: it is read by every enabled event.
    static let activeOffset = 64
    /// "PLUMERNG" in memory order.
    static let magic: UInt64 = 0x474E_5245_4D55_4C50
}
