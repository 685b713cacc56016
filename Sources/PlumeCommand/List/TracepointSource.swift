// SPDX-License-Identifier: Apache-2.0

internal import ControlProtocol
internal import SideDescription
internal import SystemCalls

/// Where the tracepoints of a program were found.
struct TracepointSource {
    private static let waitNanoseconds: UInt64 = 1_000_000_000
    private static let maximumFileBytes: UInt64 = 4 << 30

    let path: String
    let events: [SideEventDescription]
    let adviceWhenEmpty: String

    /// The tracepoints that macros put into a program's file.
    static func file(_ path: String) throws(CommandFailure) -> TracepointSource {
        let advice =
            "\(path): no tracepoints stand in the file. Those made with the type Tracepoint are"
            + " known only while the program runs: plume list PID"
        return TracepointSource(
            path: path,
            events: try sectionEvents(path),
            adviceWhenEmpty: advice
        )
    }

    private static func sectionEvents(
        _ path: String
    ) throws(CommandFailure) -> [SideEventDescription] {
        do {
            let bytes = try FileReader.contents(of: path, limitBytes: maximumFileBytes)
            guard let section = try ELFImage(bytes).section("plume_event") else { return [] }
            return try SideRecordParser.records(inSection: section).map {
                try SideRecordParser.parse($0)
            }
        } catch let error as SystemError {
            throw CommandFailure(.traceUnreadable, "\(path): \(error.errno)")
        } catch {
            throw CommandFailure(.traceUnreadable, "\(path): \(error)")
        }
    }

    /// The tracepoints of a running process: asked of it, or read from its file when it does not
    /// listen.
    static func process(_ id: String) throws(CommandFailure) -> TracepointSource {
        guard Directory.kind(of: "/proc/\(id)") == .directory, let number = Int32(id) else {
            throw CommandFailure(.traceUnreadable, "there is no process \(id)")
        }
        let executable = Directory.linkTarget("/proc/\(id)/exe") ?? "process \(id)"
        let socketPath = RuntimeDirectory.programSocket(
            process: number,
            in: RuntimeDirectory.path()
        )
        if let socket = try? MessageSocket.connect(to: socketPath) {
            return TracepointSource(
                path: executable,
                events: try ask(socket, id),
                adviceWhenEmpty: "process \(id) has no tracepoints yet"
            )
        }
        return TracepointSource(
            path: executable,
            events: try sectionEvents("/proc/\(id)/exe"),
            adviceWhenEmpty:
                "process \(id) does not contain Plume's runtime, or may not be attached"
                + " to (PLUME_ATTACH=off)"
        )
    }

    private static func ask(
        _ socket: consuming MessageSocket,
        _ id: String
    ) throws(CommandFailure) -> [SideEventDescription] {
        var events: [SideEventDescription] = []
        var assembler = MessageAssembler()
        let deadline = Clock.monotonicNanoseconds() + waitNanoseconds
        while Clock.monotonicNanoseconds() < deadline {
            _ = Poll.readable([socket.descriptor.rawValue], limitMilliseconds: 100)
            do {
                switch try socket.receive() {
                case .nothing:
                    continue
                case .closed:
                    throw CommandFailure(.traceUnreadable, "process \(id) ended meanwhile")
                case .message(let packet, _):
                    guard let bytes = try assembler.take(packet) else { continue }
                    switch try ProgramMessage(decoding: bytes) {
                    case .hello, .snapshot, .failed, .tool, .untraced, .leftOut: continue
                    case .event(_, let record): events.append(try SideRecordParser.parse(record))
                    case .ready: return events
                    }
                }
            } catch let error as CommandFailure {
                throw error
            } catch {
                throw CommandFailure(.traceUnreadable, "process \(id): \(error)")
            }
        }
        throw CommandFailure(.traceUnreadable, "process \(id) does not answer; it may be stopped")
    }
}
