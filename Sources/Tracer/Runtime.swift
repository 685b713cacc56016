// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import RingBuffer
internal import SideDescription
internal import SideRuntime
internal import SystemCalls

/// The part of Plume that lives in every instrumented program: it knows the program's events and
/// talks to controllers.
///
/// Nothing here is on the path of an event.
final class Runtime: @unchecked Sendable {
    // @unchecked because every stored property below the lock is only touched while it is held.

    static let shared = Runtime()

    let settings = RuntimeSettings.fromEnvironment()
    let lock = FutexLock()
    var events: [SideEvent] = []
    var connections: [ControllerConnection] = []
    var listener: ProgramListener?
    var isAgentRunning = false
    /// The memory of every channel that was ever offered, so that none is mapped twice: a child
    /// that connects by itself is offered what it inherited.
    var producers: [FileIdentity: RingProducer] = [:]
    /// Set in the child of a fork: its parent's connections are not its own.
    var mustReconnect = false

    /// Announces an event that was described at run time, and waits for the controllers' orders.
    func register(_ description: SideEventDescription) -> SideEvent {
        let event = SideEvent(description)
        guard settings.isOn else { return event }
        lock.lock()
        events.append(event)
        if mustReconnect { reconnect() }
        let deadline = Clock.monotonicNanoseconds() &+ settings.waitNanoseconds
        var waits: [(connection: ControllerConnection, sequence: UInt32)] = []
        for connection in connections {
            announceEvents(to: connection, until: deadline)
            if !connection.isSlow { waits.append((connection, connection.sequence)) }
        }
        let isAgentRunning = isAgentRunning
        lock.unlock()
        guard isAgentRunning else { return event }
        for each in waits { wait(for: each.connection, each.sequence, until: deadline) }
        return event
    }

    /// Asks all controllers for a snapshot and goes on.
    func requestSnapshot() {
        guard settings.isOn else { return }
        lock.lock()
        if mustReconnect { reconnect() }
        let deadline = Clock.monotonicNanoseconds() &+ settings.waitNanoseconds
        for connection in connections {
            connection.send(.snapshot(SnapshotRequest()), until: deadline)
        }
        lock.unlock()
    }

    private func wait(
        for connection: ControllerConnection,
        _ sequence: UInt32,
        until deadline: UInt64
    ) {
        let isDone = connection.done.wait(
            for: sequence,
            until: deadline,
            now: Clock.monotonicNanoseconds
        )
        if !isDone {
            lock.lock()
            connection.isSlow = true
            lock.unlock()
        }
    }

    /// Tells a controller of the events that it does not know yet.
    func announceEvents(to connection: ControllerConnection, until deadline: UInt64) {
        for index in connection.announcedCount..<events.count {
            let record = events[index].recordBytes()
            connection.send(.event(index: UInt32(index), record: record), until: deadline)
        }
        connection.announcedCount = events.count
        connection.sequence &+= 1
        connection.send(.ready(sequence: connection.sequence), until: deadline)
    }

    /// Introduces the program on a new connection.
    func open(_ socket: consuming MessageSocket, until deadline: UInt64) -> ControllerConnection {
        let connection = ControllerConnection(socket)
        let hello = ProgramHello(
            ringLayoutVersion: RingGeometry.layoutVersion,
            process: UInt32(Process.id),
            hasRestartableSequences: RingProducer.isSupported,
            program: Process.executable
        )
        connection.send(.hello(hello), until: deadline)
        announceEvents(to: connection, until: deadline)
        connections.append(connection)
        return connection
    }
}
