// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import RecordingPlan
internal import RingBuffer
internal import SystemCalls

/// The buffers of each owner: made when the first program comes, removed when the last is gone.
extension RecordedChannel {
    /// Puts beside rings what lets others read them.
    func made(
        _ rings: RingBufferOwner,
        label: String,
        process: ProcessHandle?,
        owner: ProcessStart? = nil
    ) throws(SystemError) -> Buffers {
        let sweeper = overwrites ? rings.sweeper() : nil
        let owned = Buffers(
            rings: rings,
            definitions: BufferDefinitions(rings, observer: observer),
            sweeper: sweeper,
            label: label,
            process: process,
            owner: owner,
            history: SnapshotHistory(
                firstStream: nextSnapshotStream,
                ringCount: rings.geometry.ringCount
            )
        )
        nextSnapshotStream += UInt32(rings.geometry.ringCount)
        try describe(owned)
        return owned
    }

    /// The buffers of a program's owner, made when the owner's first program comes.
    ///
    /// - Parameters:
    ///   - connection: the program's connection.
    ///   - peer: its user and process.
    ///   - isActive: whether the session records.
    /// - Returns: the memory, for the program to map; nil where the process that would have it for
    ///   itself is gone already.
    /// - Throws: why there are none.
    func buffers(
        for connection: Int,
        _ peer: ProgramServer.Peer,
        isActive: Bool
    ) throws(SystemError) -> RingBufferOwner? {
        let isPrivate = plan.ownership == .process
        let owner: Owner = isPrivate ? .connection(connection) : .user(peer.user)
        if let known = buffers[owner] { return known.rings }
        // A process of a namespace that cannot be seen from here has no id.
        let process = isPrivate && peer.process > 0 ? ProcessHandle(peer.process) : nil
        if let process, !process.isAlive { return nil }
        let label = unusedLabel(isPrivate ? "-p\(peer.process)" : "-u\(peer.user)")
        let rings: RingBufferOwner
        do throws(BufferFolder.Failure) {
            rings = try makeRings(label: label)
        } catch {
            switch error {
            case .system(let error): throw error
            case .noSpace: throw SystemError(call: "fallocate", errno: .noSpace)
            }
        }
        buffers[owner] = try made(
            rings,
            label: label,
            process: process,
            owner: isPrivate ? ProcessStart(of: UInt32(bitPattern: peer.process)) : nil
        )
        consumer?.add(rings, label: label)
        rings.setActive(isActive)
        return rings
    }

    private func unusedLabel(_ wish: String) -> String {
        var label = wish
        var number = 2
        while !labels.insert(label).inserted {
            label = "\(wish)-\(number)"
            number += 1
        }
        return label
    }

    /// Forgets the buffers of processes that have been gone for a while, once they are read.
    ///
    /// A child that was forked shortly before may still write for its parent until it has buffers
    /// of its own. A flight recorder keeps all: the last events of a process that died are what it
    /// is for.
    ///
    /// - Parameter now: the time, by the monotonic clock.
    /// - Throws: why their last records cannot be written.
    func removeUnused(at now: UInt64) throws(SystemError) {
        guard plan.ownership == .process, let consumer else { return }
        for (owner, owned) in buffers {
            guard let process = owned.process, !process.isAlive else { continue }
            guard let since = owned.emptySince else {
                buffers[owner]?.emptySince = now
                continue
            }
            guard now - since > Self.graceNanoseconds else { continue }
            owned.rings.setActive(false)
            endedHeldBytes = max(endedHeldBytes, owned.rings.heldBytes)
            try consumer.remove(owned.rings)
            release(owned)
            buffers[owner] = nil
        }
    }

    private static let graceNanoseconds: UInt64 = 5_000_000_000

    /// The buffers of all owners, with what tells their files apart.
    var owners: [Buffers] { buffers.values.sorted { $0.label < $1.label } }

    /// Starts or stops with one store for each owner.
    func setActive(_ active: Bool) {
        for owned in buffers.values { owned.rings.setActive(active) }
    }
}
