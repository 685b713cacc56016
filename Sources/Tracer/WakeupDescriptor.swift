// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import CSide

/// What wakes the agent while it waits for its sockets: a descriptor in the agent's private table,
/// written to by a second thread that shares the table and sleeps on a number in memory.
///
/// The program's threads cannot write to the table's descriptors; they can raise a number.
struct WakeupDescriptor {
    let rawValue: Int32

    /// Gives the calling thread an empty table of descriptors and makes the first of them; nil when
    /// the kernel refuses.
    static func inPrivateTable() -> WakeupDescriptor? {
        let number = plume_side_private_descriptors()
        return number >= 0 ? WakeupDescriptor(rawValue: number) : nil
    }

    /// Starts the second thread; false when there is none to be had.
    func startThread(for requests: ProgressCounter) -> Bool {
        requests.startWaker(writingTo: rawValue)
    }

    /// Makes the descriptor unreadable until the number is raised again.
    func clear() { plume_clear_event(rawValue) }
}
