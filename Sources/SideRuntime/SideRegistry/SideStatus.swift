// SPDX-License-Identifier: Apache-2.0

/// What the functions of the SIDE ABI return, with the ABI's numbers.
enum SideStatus: UInt32 {
    case done = 0
    /// The description is malformed, or an argument cannot be.
    case invalid = 1
    /// The same callback is there already.
    case exists = 2
    case noMemory = 3
    /// There is nothing like that.
    case notFound = 4
    /// The runtime does not work any more.
    case exiting = 5
}
