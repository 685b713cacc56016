// SPDX-License-Identifier: Apache-2.0

internal import ProgramProtocol
internal import SystemCalls

extension ControllerAgent {
    /// Notes that a controller has said all it has to say about events up to a number, and tells it
    /// what was emitted of them before.
    ///
    /// - Returns: the number.
    func noteAnswer(_ sequence: UInt32, on connection: ControllerConnection) -> Int {
        let end = connection.noteAnswer(sequence)
        runtime.lock.lock()
        if runtime.stopCounting(0..<end) { hasNewOrders = true }
        if !runtime.isOrdered {
            runtime.isOrdered = true
            runtime.orderedNanoseconds = Clock.monotonicNanoseconds()
        }
        runtime.lock.unlock()
        report(end, on: connection)
        return end
    }

    /// Tells a controller what was emitted before its orders came, unless it knows that.
    func report(_ end: Int, on connection: ControllerConnection) {
        let first = connection.firstCounted
        runtime.lock.lock()
        let report = runtime.untracedReport(first..<max(first, end))
        let total = runtime.countedTotal
        runtime.lock.unlock()
        // Also where nothing was emitted: of events that nothing is said about, nothing is known.
        if connection.report?.counts != report.counts || end > connection.reportedCount {
            connection.report = report
            connection.reportedCount = max(connection.reportedCount, end)
            connection.send(.untraced(report))
        }
        runtime.lock.lock()
        runtime.toldTotal = total
        runtime.toldCount = max(runtime.toldCount, end)
        runtime.hasTold = true
        runtime.lock.unlock()
    }

    /// Tells all controllers at the end of the program.
    func reportAll() {
        for connection in connections { report(connection.announcedCount, on: connection) }
    }

    /// Stops counting what nobody asks for any more.
    func stopCounting() {
        runtime.lock.lock()
        if runtime.stopCounting(0..<runtime.counters.count) { hasNewOrders = true }
        runtime.hasTold = true
        runtime.toldCount = runtime.events.count
        runtime.toldTotal = runtime.countedTotal
        runtime.lock.unlock()
    }
}
