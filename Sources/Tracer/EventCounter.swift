// SPDX-License-Identifier: Apache-2.0

internal import CPlume

/// Counts how often an event is emitted while a controller has not said yet what becomes of it.
///
/// It stands in the event's chain of targets like a ring, so that emitting costs nothing more where
/// nobody counts. It is never freed, because a thread may be in the chain.
@safe
final class EventCounter: @unchecked Sendable {
    // @unchecked because the words are only accessed by atomic operations.

    /// What stands in the chain.
    @unsafe let ring: UnsafeMutablePointer<plume_ring>
    private let words: UnsafeMutablePointer<UInt64>
    /// Whether it stands in the chain; touched while the runtime's lock is held.
    var isActive = true

    init() {
        let wordCount = Int(PLUME_RING_COUNTER_WORDS)
        // SAFETY: both are initialized at once and never freed.
        unsafe words = .allocate(capacity: wordCount)
        unsafe words.initialize(repeating: 0, count: wordCount)
        unsafe ring = .allocate(capacity: 1)
        unsafe ring.initialize(to: plume_ring())
        unsafe plume_ring_only_count(ring, words)
        _ = unsafe Unmanaged.passRetained(self)
    }

    /// How often the event was emitted.
    var count: UInt64 { unsafe plume_ring_counted(ring) }

    /// Forgets what a parent process emitted; for the only thread of a child.
    func forget() {
        // A page that holds nothing but zeros stays shared with the parent.
        guard count > 0 else { return }
        // SAFETY: the words live as long as the process.
        unsafe words.update(repeating: 0, count: Int(PLUME_RING_COUNTER_WORDS))
    }
}
