// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import SystemCalls

/// What is emitted before orders come is counted, so that a recording knows what it has missed.
///
/// The first controller that answers ends the counting of an event. With one controller, which is
/// the rule, the numbers are exact.
extension ProgramRuntime {
    /// Counts events from now on, until their orders come; the lock is held.
    func beginCounting(_ new: Range<Int>) {
        while counters.count < events.count { counters.append(nil) }
        for index in new where counters[index] == nil {
            let counter = EventCounter()
            counters[index] = counter
            TargetChain.attach(events[index], to: counter)
        }
    }

    /// What counts an event; the lock is held.
    func counter(of event: Int) -> EventCounter? {
        event < counters.count ? counters[event] : nil
    }

    /// Stops counting events for which no order came; the lock is held.
    ///
    /// - Parameter answered: the events.
    /// - Returns: whether there were any.
    func stopCounting(_ answered: Range<Int>) -> Bool {
        var hasStopped = false
        for index in answered.clamped(to: counters.indices) {
            guard let counter = counters[index], counter.isActive else { continue }
            TargetChain.detach(events[index], from: counter)
            counter.isActive = false
            hasStopped = true
        }
        return hasStopped
    }

    /// What some events were counted; the lock is held.
    func untracedReport(_ known: Range<Int>) -> UntracedReport {
        var counts: [UntracedReport.Count] = []
        for index in known.clamped(to: counters.indices) {
            guard let count = counters[index]?.count, count > 0 else { continue }
            counts.append(UntracedReport.Count(event: UInt32(index), count: count))
        }
        let end = orderedNanoseconds ?? Clock.monotonicNanoseconds()
        return UntracedReport(nanoseconds: end &- beginNanoseconds, counts: counts)
    }

    /// All that was counted; the lock is held.
    var countedTotal: UInt64 { counters.reduce(0) { $0 &+ ($1?.count ?? 0) } }

    /// The child of a fork counts anew; the lock is held.
    func forgetCounts() {
        var isCounting = false
        for counter in counters {
            guard let counter else { continue }
            counter.forget()
            if counter.isActive { isCounting = true }
        }
        isRecordedAlready = (isOrdered || isRecordedAlready) && !isCounting
        isOrdered = false
        hasTold = false
        toldCount = isRecordedAlready ? events.count : 0
        toldTotal = 0
        orderedNanoseconds = nil
        beginNanoseconds = Clock.monotonicNanoseconds()
    }

    /// Waits at the end of the program until its agent has told what was counted.
    ///
    /// That is the wait for a thread of this process and for room in a queue, not for the
    /// controller to answer: what stands in the socket's queue outlives the process.
    func tellCounts() {
        lock.lock()
        isLeaving = true
        let isUntold =
            !hasTold && !isRecordedAlready || events.count > toldCount || countedTotal != toldTotal
        let mustTell = isAgentRunning && hasController && isUntold
        if mustTell { request &+= 1 }
        let request = request
        lock.unlock()
        guard mustTell else { return }
        requests.advance(to: request)
        let limit = max(settings.waitNanoseconds, RuntimeLimits.waitMilliseconds * 1_000_000)
        _ = passedOn.wait(
            for: request,
            until: Clock.monotonicNanoseconds() &+ limit,
            now: Clock.monotonicNanoseconds
        )
    }

    /// Tells what was counted since the hook at the end ran.
    func tellLateCounts() {
        lock.lock()
        let isLate = isLeaving
        lock.unlock()
        if isLate { tellCounts() }
    }
}
