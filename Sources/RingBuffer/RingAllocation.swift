// SPDX-License-Identifier: Apache-2.0

/// Whose rings the memory of a channel holds.
///
/// Whatever it is, one ring that all threads share comes after the others; records for which there
/// is no other ring go there.
public enum RingAllocation: UInt32, Sendable, CaseIterable {
    /// One ring for each possible CPU, written by all processes.
    case perCPU = 0
    /// The shared ring alone, however many CPUs there are.
    case perChannel = 1
    /// One ring for each thread of one process that runs at the same time, by the concurrency ids
    /// of the kernel. A child of `fork` has ids of its own and takes the shared ring.
    case perConcurrencyID = 2
}
