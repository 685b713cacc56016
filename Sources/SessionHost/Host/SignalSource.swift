// SPDX-License-Identifier: Apache-2.0

package import SystemCalls

/// Where the signals of a host come from.
package protocol SignalSource: AnyObject {
    /// What can be read when a signal is waiting; nil where nothing tells.
    var descriptorNumber: Int32? { get }

    /// The next signal; nil when none is waiting.
    func next() -> SignalQueue.Received?
}

/// The signals of this process.
package final class ProcessSignals: SignalSource {
    private let queue: SignalQueue

    /// Takes the signals that end recordings, ask for snapshots, or tell of children.
    ///
    /// - Throws: why they cannot be taken.
    package init() throws(SystemError) {
        queue = try SignalQueue([.interrupt, .terminate, .hangUp, .quit, .user1, .user2, .child])
    }

    package var descriptorNumber: Int32? { queue.descriptor.rawValue }

    package func next() -> SignalQueue.Received? { queue.next() }
}
