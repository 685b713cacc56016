// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding
internal import ProgramProtocol
internal import SessionHost
internal import SideDescription
internal import SystemCalls

/// Where the tracepoints of a program were found.
struct TracepointSource {
    private static let waitNanoseconds: UInt64 = 1_000_000_000
    private static let maximumFileBytes: UInt64 = 4 << 30

    let path: String
    let events: [SideEventDescription]
    /// Those of which nothing can be recorded.
    var unrecordable: [UnrecordableEvent] = []
    let adviceWhenEmpty: String
    /// What stands in the file and cannot be read.
    var problems: [String] = []

    /// The tracepoints of a process by its id, or of a program's file.
    static func named(_ program: String) throws(CommandFailure) -> TracepointSource {
        let isProcess = !program.isEmpty && program.allSatisfy(\.isNumber)
        return try isProcess ? process(program) : file(program)
    }

    /// The tracepoints that stand in the file of a program or library: those that macros of Swift
    /// made, and those of C and C++.
    static func file(_ path: String) throws(CommandFailure) -> TracepointSource {
        let advice =
            "\(path): no tracepoints stand in the file. Those made with the type Tracepoint are"
            + " known only while the program runs: plume list PID"
        return try read(path, as: path, advice: advice)
    }

    /// Reads a file that is called by another name, and has advice for when nothing is in it.
    private static func read(
        _ path: String,
        as name: String,
        advice: String
    ) throws(CommandFailure) -> TracepointSource {
        do {
            let bytes = try FileReader.contents(of: path, limitBytes: maximumFileBytes)
            var events: [SideEventDescription] = []
            if let section = try ELFImage(bytes).section("plume_event") {
                events = try SideRecordParser.records(inSection: section).map {
                    try SideRecordParser.parse($0)
                }
            }
            let others = try StaticEvents(bytes)
            return TracepointSource(
                path: name,
                events: events + others.events,
                adviceWhenEmpty: advice,
                problems: others.problems.map { "\(name): \($0)" }
            )
        } catch let error as SystemError {
            throw CommandFailure(
                .traceUnreadable,
                "\(name): \(error.errno); give the file of a program or library, or a process id"
            )
        } catch {
            throw CommandFailure(.traceUnreadable, "\(name): \(error)")
        }
    }

    /// The tracepoints of a running process: asked of it, or read from its file when it does not
    /// listen.
    static func process(_ id: String) throws(CommandFailure) -> TracepointSource {
        guard let number = Int32(id), let program = try? RunningProgram(number) else {
            throw CommandFailure(.traceUnreadable, "there is no process \(id)")
        }
        let executable = Directory.linkTarget("/proc/\(id)/exe") ?? "process \(id)"
        do {
            let (events, unrecordable) = try ask(try program.connect(), program)
            return TracepointSource(
                path: executable,
                events: events,
                unrecordable: unrecordable,
                adviceWhenEmpty: "process \(id) has no tracepoints yet"
            )
        } catch let error as HostError {
            let advice = CommandFailure(error).message
            return try read("/proc/\(id)/exe", as: executable, advice: advice)
        } catch let error as CommandFailure {
            throw error
        } catch {
            throw CommandFailure(.traceUnreadable, "process \(id): \(error)")
        }
    }

    private static func ask(
        _ socket: consuming MessageSocket,
        _ program: RunningProgram
    ) throws -> ([SideEventDescription], [UnrecordableEvent]) {
        let id = program.process
        var isIntroduced = false
        var events: [SideEventDescription] = []
        var unrecordable: [UnrecordableEvent] = []
        var assembler = MessageAssembler()
        let deadline = Clock.monotonicNanoseconds() + waitNanoseconds
        while Clock.monotonicNanoseconds() < deadline {
            _ = Poll.readable([socket.descriptor.rawValue], limitMilliseconds: 100)
            do {
                switch try socket.receive() {
                case .nothing:
                    continue
                case .closed where !isIntroduced:
                    throw program.withoutTracer
                case .closed:
                    throw CommandFailure(.traceUnreadable, "process \(id) ended meanwhile")
                case .message(let packet, _):
                    isIntroduced = true
                    guard let bytes = try assembler.take(packet) else { continue }
                    switch try ProgramMessage(decoding: bytes) {
                    case .hello, .snapshot, .failed, .untraced, .leftOut, .stateTold:
                        continue
                    case .event(_, let record): events.append(try SideRecordParser.parse(record))
                    case .unrecordable(let event): unrecordable.append(event)
                    case .ready: return (events, unrecordable)
                    }
                }
            } catch let error as CommandFailure {
                throw error
            } catch let error as HostError {
                throw error
            } catch {
                throw CommandFailure(.traceUnreadable, "process \(id): \(error)")
            }
        }
        throw CommandFailure(.traceUnreadable, "process \(id) does not answer; it may be stopped")
    }
}
