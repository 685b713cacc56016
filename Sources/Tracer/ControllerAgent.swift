// SPDX-License-Identifier: Apache-2.0

internal import CPlume
internal import MessageCoding
internal import ProgramProtocol
internal import SideDescription
internal import SystemCalls

/// The thread that talks to controllers, with a table of descriptors of its own.
///
/// The program can neither close nor inherit nor count what is open here, and the limits on its
/// descriptors do not matter. The thread sleeps in the kernel until a controller or the program
/// has something for it, so an idle program has no wake-ups.
final class ControllerAgent {
    let runtime: ProgramRuntime
    private let wakeup: WakeupDescriptor
    let buffer = MessageBuffer()
    var connections: [ControllerConnection] = []
    /// Controllers whose queues were full.
    private var unreached: [String] = []
    /// How long to wait before the next attempt to reach them, in milliseconds.
    private var pauseMilliseconds: Int32 = 1
    private var listener: ProgramListener?
    /// The number of the last request of the program that was carried out.
    private var carriedOut: UInt32 = 0
    private var snapshotCount: UInt32 = 0
    private var relinkCount: UInt32 = 0
    /// Whether what is recorded has changed since callbacks last followed it.
    var hasNewOrders = false

    /// Runs on the agent's thread, as long as there is somebody to talk to.
    static func run(_ runtime: ProgramRuntime) {
        guard let wakeup = WakeupDescriptor.inPrivateTable() else {
            // Without a table of its own the thread's descriptors would be the program's.
            return runtime.stay(
                untraced: "the kernel refused a private table of descriptors (close_range)"
            )
        }
        guard plume_has_memory(reservedBytes) != 0 else {
            return runtime.stay(untraced: "there is no memory for the tracer")
        }
        let agent = ControllerAgent(runtime, wakeup)
        // SAFETY: the object is never freed: the child of a fork must not close these numbers,
        // which are other files there.
        _ = unsafe Unmanaged.passRetained(agent)
        agent.live()
    }

    /// Runs on the thread that listened so far, for the first controller that connects and those
    /// that follow.
    ///
    /// - Parameters:
    ///   - runtime: the runtime.
    ///   - event: an event descriptor in the thread's private table.
    ///   - listener: the listening socket.
    ///   - connection: that of the controller.
    static func answer(
        _ runtime: ProgramRuntime,
        event: Int32,
        listener: Int32,
        connection: Int32
    ) {
        let socket = MessageSocket(owning: FileDescriptor(owning: connection))
        guard plume_has_memory(reservedBytes) != 0 else { return }
        let agent = ControllerAgent(runtime, WakeupDescriptor(rawValue: event))
        // As above, the object is never freed.
        _ = unsafe Unmanaged.passRetained(agent)
        agent.listener = ProgramListener(owning: listener)
        agent.open(socket, isExpected: false)
        agent.serve()
    }

    private init(_ runtime: ProgramRuntime, _ wakeup: WakeupDescriptor) {
        self.runtime = runtime
        self.wakeup = wakeup
    }

    private func live() {
        unreached = runtime.controllerPaths()
        connect()
        // The child of a fork does not wait for room in its parent's buffers when nobody makes it.
        if connections.isEmpty && unreached.isEmpty && ProgramRuntime.isControllerGone {
            abandonUnoffered()
        }
        if runtime.settings.isAttachable { listener = ProgramListener() }
        serve()
    }

    private func serve() {
        let hasSomebody = listener != nil || !connections.isEmpty || !unreached.isEmpty
        guard hasSomebody, wakeup.startThread(for: runtime.requests) else {
            return runtime.agentEnded()
        }
        while true {
            carryOutRequests()
            settle()
            guard waitForNews() else { return runtime.agentEnded() }
            wakeup.clear()
            for connection in connections {
                connection.flush()
                receiveMessages(from: connection)
            }
            while let socket = listener?.accept() { open(socket, isExpected: false) }
            if !unreached.isEmpty { connect() }
        }
    }

    /// Connects to controllers that wait for this program.
    private func connect() {
        var later: [String] = []
        let known = runtime.controllerPaths().first
        for path in unreached {
            switch ControllerAddress.connect(to: path) {
            case .connected(let socket):
                open(socket, isExpected: true)
                // The next child finds it as this one did.
                if path != known { connections.last?.address = path }
            case .later: later.append(path)
            case .never: continue
            }
        }
        unreached = later
        pauseMilliseconds = min(pauseMilliseconds * 2, Self.maximumPauseMilliseconds)
    }

    private static let maximumPauseMilliseconds: Int32 = 50

    /// Sleeps; false when the kernel does not let this thread sleep.
    private func waitForNews() -> Bool {
        var readable = [wakeup.rawValue]
        if let listener { readable.append(listener.descriptor.rawValue) }
        readable += connections.map { $0.socket.descriptor.rawValue }
        let writable = connections.filter(\.isWaitingToSend).map { $0.socket.descriptor.rawValue }
        do throws(SystemError) {
            try Poll.anyReady(
                readable: readable,
                writable: writable,
                limitMilliseconds: unreached.isEmpty ? -1 : pauseMilliseconds
            )
            return true
        } catch {
            return false
        }
    }

    /// Introduces the program on a new connection.
    private func open(_ socket: consuming MessageSocket, isExpected: Bool) {
        // Events that are found now are there already for a controller that comes to a program.
        SideTracer.shared.start()
        runtime.lock.lock()
        runtime.hasController = true
        let eventCount = runtime.events.count
        let hello = ProgramRuntime.hello(isRecordedAlready: runtime.isRecordedAlready)
        runtime.lock.unlock()
        let connection = ControllerConnection(
            socket,
            isExpected: isExpected,
            firstCounted: isExpected ? 0 : eventCount
        )
        connection.send(.hello(hello))
        connections.append(connection)
        announce(to: connection)
    }

    private func carryOutRequests() {
        runtime.lock.lock()
        let request = runtime.request
        let snapshots = runtime.snapshotRequest
        let relinks = runtime.relinkRequest
        let isLeaving = runtime.isLeaving
        let stateTold = runtime.stateTold
        runtime.lock.unlock()
        if request != carriedOut {
            carriedOut = request
            for connection in connections { announce(to: connection) }
        }
        if relinks != relinkCount {
            relinkCount = relinks
            relink()
        }
        if snapshots != snapshotCount {
            snapshotCount = snapshots
            for connection in connections { connection.send(.snapshot(SnapshotRequest())) }
        }
        for connection in connections { connection.answerStateRequests(upTo: stateTold) }
        if isLeaving {
            reportAll()
            // The process waits until all is in the queues.
            if !unreached.isEmpty || connections.contains(where: \.isWaitingToSend) { return }
        }
        runtime.passedOn.advance(to: request)
    }

    /// Notes where children of this process find the controllers that connected by themselves.
    func noteAddresses() {
        let addresses = connections.compactMap(\.address)
        runtime.lock.lock()
        runtime.addresses = addresses
        runtime.lock.unlock()
    }

    /// Tells a controller of the events that it does not know yet.
    private func announce(to connection: ControllerConnection) {
        runtime.lock.lock()
        let events = runtime.events
        let unrecordable = runtime.unrecordable.all
        let request = runtime.request
        runtime.lock.unlock()
        for event in unrecordable.dropFirst(connection.toldUnrecordableCount) {
            connection.send(.unrecordable(event))
        }
        connection.toldUnrecordableCount = unrecordable.count
        for index in connection.announcedCount..<events.count {
            announce(events[index].recordBytes(), UInt32(index), to: connection)
        }
        connection.announcedCount = events.count
        connection.noteReady(request)
        connection.send(.ready(sequence: request))
    }

    private func announce(
        _ record: [UInt8],
        _ index: UInt32,
        to connection: ControllerConnection
    ) {
        // A long description is copied a few times on its way.
        let fits =
            record.count <= MessageParts.maximumMessageBytes - ProgramMessage.eventHeaderBytes
            && (record.count < MessageParts.maximumPacketBytes
                || plume_has_memory(Self.reservedBytes + 4 * record.count) != 0)
        if fits { return connection.send(.event(index: index, record: record)) }
        let name = SideRecordParser.name(of: record) ?? "number \(index)"
        connection.send(
            .leftOut(event: index, descriptionBytes: UInt64(record.count), name: name)
        )
    }

    /// Lets those go on who wait for what every controller has answered.
    private func settle() {
        if connections.contains(where: \.isClosed) {
            connections.removeAll { $0.isClosed }
            noteAddresses()
        }
        let hasController = !connections.isEmpty || !unreached.isEmpty
        if !hasController { stopCounting() }
        // Nobody is let go on while a controller that is there cannot be reached yet.
        let answered =
            unreached.isEmpty
            ? connections.map(\.answered).min() ?? carriedOut : runtime.settled.value
        runtime.lock.lock()
        runtime.hasController = hasController
        if answered >= runtime.request { runtime.isImpatient = false }
        runtime.lock.unlock()
        runtime.settled.advance(to: answered)
        if hasNewOrders { SideTracer.shared.follow() }
        hasNewOrders = false
    }
}
