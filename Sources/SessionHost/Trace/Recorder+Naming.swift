// SPDX-License-Identifier: Apache-2.0

internal import CTFWriter
internal import ProgramProtocol
internal import RingBuffer
internal import SessionEngine
internal import TraceModel

/// Whose names the trace tells.
struct ProcessNaming {
    fileprivate var names = ProcessNames()
    /// How many of the session's programs are in it.
    fileprivate var count = 0
    /// What the metadata says so far.
    fileprivate var written: ProcessNames.Summary?
    /// The trace as it was described before any program was known.
    var trace: TraceClass?
}

extension Recorder {
    /// The trace with the names of its processes; nil before it is described.
    var namedTrace: TraceClass? { naming.trace.map { naming.names.naming($0) } }

    /// Takes in what processes have introduced themselves.
    ///
    /// The names of all are written at the end; but what the trace is called as a whole must not be
    /// wrong should this process be killed, and that changes two or three times at most.
    func nameProcesses() {
        let programs = session.programs
        guard naming.count < programs.count else { return }
        let now = clock.kind.now()
        for program in programs[naming.count...] {
            let hello = program.hello
            naming.names.add(process: hello.process, name: hello.name, at: now)
        }
        naming.count = programs.count
        guard naming.names.summary != naming.written else { return }
        naming.written = naming.names.summary
        // Where that fails the end tries again; a disk that is full is found by the records, too.
        if let namedTrace { try? folder?.refine(trace: namedTrace) }
    }
}
