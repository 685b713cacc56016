// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import Consumer
internal import RecordingPlan
internal import SessionEngine
internal import SystemCalls
internal import TraceModel

/// A full disk that a recording waits for.
struct WriteStall {
    /// When it was found, by the monotonic clock.
    let begin: UInt64
    /// When to try again.
    var next: UInt64

    static let pauseNanoseconds: UInt64 = 100_000_000
    /// How long room is waited for when the programs have ended; see docs/recording.md.
    static let lastWaitNanoseconds: UInt64 = 30_000_000_000
}

extension Recorder {
    /// Writes what looks at the channels found.
    ///
    /// - Returns: how full the fullest ring was, from 0 to 1; 0 while nothing can be written.
    func drain(_ looks: [ChannelConsumer.Look?]) -> Double {
        guard mayWrite else { return 0 }
        var fill = 0.0
        do throws(SystemError) {
            try folder?.flush()
            for (channel, look) in zip(channels, looks) {
                guard let look else { continue }
                fill = max(fill, Double(look.largestAvailable) / Double(channel.sizeBytes))
                try channel.drain(look)
            }
        } catch {
            cannotWrite(error)
            return 0
        }
        endStall()
        return fill
    }

    private var mayWrite: Bool {
        guard let stall else { return writeFailure == nil }
        return now() >= stall.next
    }

    /// Looks after buffers and files now and then: forgets buffers of processes that are gone,
    /// gives idle memory back, and waits for the disk.
    func maintain() {
        let now = self.now()
        guard now - lastMaintenance > maintenanceNanoseconds, writeFailure == nil, stall == nil
        else { return }
        lastMaintenance = now
        for channel in channels {
            if let age = channel.plan.reclaimAge { channel.reclaim(idleFor: age) }
        }
        do throws(SystemError) {
            for channel in channels { try channel.removeUnused(at: now) }
        } catch {
            cannotWrite(error)
        }
        guard case .every(let interval) = settings.synchronization,
            now - lastSynchronization > interval
        else { return }
        synchronize()
        lastSynchronization = self.now()
    }

    private var maintenanceNanoseconds: UInt64 {
        let ages = channels.compactMap(\.plan.reclaimAge)
        return max(10_000_000, min(1_000_000_000, (ages.min() ?? .max) / 2))
    }

    /// Waits until everything that was written is on the disk.
    func synchronize() {
        do throws(SystemError) {
            for channel in channels { try channel.synchronize() }
            try folder?.synchronize()
        } catch {
            cannotWrite(error)
        }
    }

    /// Adds an event to its channel and to the trace.
    func define(_ definition: RecordingSession.EventDefinition) {
        let channel = channels[Int(definition.channel)]
        channel.define(definition)
        guard !channel.overwrites else { return }
        do throws(TraceFolderWriter.Failure) {
            try folder?.append(
                EventRecordClass(
                    id: definition.id,
                    channel: UInt64(definition.channel),
                    definition.description
                )
            )
        } catch {
            switch error {
            case .system(let error): cannotWrite(error)
            case .format: stopWriting(error)
            }
        }
    }

    /// Whether an error is one that passes when there is room.
    func waits(for error: SystemError) -> Bool {
        let isFull = error.errno == .noSpace || error.errno == .quotaExceeded
        return isFull && settings.whenDiskFull == .wait
    }

    /// A disk that is full is waited for where that was asked for: programs go on, what finds no
    /// room in the buffers is counted as lost.
    private func cannotWrite(_ error: SystemError) {
        guard waits(for: error) else { return stopWriting(error) }
        let now = self.now()
        if stall == nil {
            observer.observe(.waitsForRoom(error))
        }
        stall = WriteStall(
            begin: stall?.begin ?? now,
            next: now + WriteStall.pauseNanoseconds
        )
    }

    /// There is room again.
    func endStall() {
        guard let ended = stall else { return }
        stall = nil
        let seconds = Double(now() - ended.begin) / 1e9
        observer.observe(.roomAgain(seconds: seconds))
    }

    /// The disk is full or broken: the programs go on unrecorded, what was written stays whole.
    func stopWriting(_ error: any Error) {
        guard writeFailure == nil else { return }
        writeFailure = "\(error)"
        for channel in channels { channel.setActive(false) }
        for action in session.stop() { perform(action) }
        observer.observe(.stopped("\(error)"))
    }
}
