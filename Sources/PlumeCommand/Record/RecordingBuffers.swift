// SPDX-License-Identifier: Apache-2.0

internal import Consumer
internal import RingBuffer
internal import SessionEngine
internal import SideDescription
internal import SystemCalls
internal import TraceModel

/// The memory of a recording: anonymous, or files that outlive everybody; with the definitions that
/// let others read it.
final class RecordingBuffers {
    let rings: RingBufferOwner
    /// With `--shm-path`: the folder of the buffers.
    private let folder: BufferFolder?
    private var definitions: RingDefinitionsWriter
    private var isDefinitionsFull = false

    /// The name of the channel: the names of its data stream files begin with it.
    private static let channel = "stream"

    init(
        _ options: Recorder.Options,
        _ geometry: RingGeometry,
        _ clock: RingClock
    ) throws(CommandFailure) {
        guard let directory = options.shmPath else {
            folder = nil
            do throws(SystemError) {
                rings = try RingBufferOwner(
                    geometry: geometry,
                    clock: clock,
                    isPreallocated: options.isPreallocated
                )
            } catch {
                throw Self.failure("\(error); try a smaller --buffer-size")
            }
            definitions = rings.definitions()
            return
        }
        do throws(BufferFolder.Failure) {
            (folder, rings) = try Self.files(in: directory, geometry, clock)
        } catch {
            switch error {
            case .system(let error):
                throw Self.failure("\(error); see --shm-path \(directory)")
            case .noSpace(let wanted, let free):
                throw Self.failure(
                    "--shm-path \(directory): they need \(Terminal.bytes(UInt64(wanted))) and"
                        + " \(Terminal.bytes(free)) are free there; make room, name another folder,"
                        + " or try a smaller --buffer-size"
                )
            }
        }
        definitions = rings.definitions()
    }

    private static func failure(_ reason: String) -> CommandFailure {
        CommandFailure(.cannotRecord, "the buffers cannot be made: \(reason)")
    }

    private static func files(
        in directory: String,
        _ geometry: RingGeometry,
        _ clock: RingClock
    ) throws(BufferFolder.Failure) -> (BufferFolder, RingBufferOwner) {
        let folder: BufferFolder
        do throws(SystemError) {
            folder = try BufferFolder(
                in: directory,
                name: "plume-\(Host.localTimestamp())-\(Process.id)"
            )
        } catch {
            throw .system(error)
        }
        let file = try folder.makeBuffers(channel: channel, geometry: geometry)
        do throws(SystemError) {
            return (folder, try RingBufferOwner(file: file, geometry: geometry, clock: clock))
        } catch {
            throw .system(error)
        }
    }

    /// Writes down what the records belong to, before any program can write one.
    func describe(
        path: String,
        uuid: [UInt8],
        trace: TraceClass,
        clock: ClockClass
    ) throws(SystemError) {
        let process = UInt32(Process.id)
        let description = ChannelDescription(
            uuid: uuid,
            name: Self.channel,
            controller: ProcessStart(of: process) ?? ProcessStart(process: process, ticks: 0),
            environment: trace.environment,
            clock: clock
        )
        isDefinitionsFull = !description.write(to: &definitions)
        try folder?.attach(to: path)
    }

    /// Writes an event down, before a program is told to record it.
    func define(_ definition: RecordingSession.EventDefinition) {
        guard !isDefinitionsFull else { return }
        let isWritten = ChannelDescription.write(
            id: definition.id,
            definition.description,
            to: &definitions
        )
        guard !isWritten else { return }
        isDefinitionsFull = true
        Terminal.say(
            "plume: so many events were defined that plume recover will not know"
                + " \(definition.description.fullName) and those after it; the trace has them all"
        )
    }

    /// Gives memory and files back at the end.
    ///
    /// Where not everything reached the trace, files stay for `plume recover`.
    func end(isComplete: Bool) {
        guard let folder else { return rings.releaseMemory() }
        if isComplete {
            rings.forgetDefinitions()
            folder.remove()
        } else {
            folder.keep()
            Terminal.say(
                "plume: what did not reach the trace is in \(folder.path): plume recover"
                    + " \(folder.path) --output FOLDER saves it"
            )
        }
    }
}
