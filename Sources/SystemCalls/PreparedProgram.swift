// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import CPlume
internal import Glibc

/// A program that has a process but does not run yet, until everything else is ready for it
/// (`fork`, `execvpe`).
///
/// It is given arguments and environment byte by byte, and ignored signals and the limit of open
/// files as this process found them; no signal is blocked. Where it is never run, or this process
/// ends before, the process ends without having done anything.
public final class PreparedProgram {
    /// The process.
    public let process: ChildProcess
    private let name: String
    private let gate: FileDescriptor
    private let report: FileDescriptor
    private var isRun = false

    /// Makes the process.
    ///
    /// - Parameters:
    ///   - arguments: the program's name, which is looked for along `PATH`, and its arguments; see
    ///     ``ByteText``.
    ///   - environment: all variables as "NAME=value".
    /// - Throws: why there is no process.
    public init(arguments: [String], environment: [String]) throws(SystemError) {
        name = arguments.first ?? ""
        let argumentTexts = unsafe arguments.map { unsafe strdup(ByteText.cString($0)) }
        let environmentTexts = unsafe environment.map { unsafe strdup(ByteText.cString($0)) }
        defer {
            // SAFETY: the texts were made by strdup above and are freed once.
            for index in unsafe argumentTexts.indices { unsafe free(argumentTexts[index]) }
            for index in unsafe environmentTexts.indices { unsafe free(environmentTexts[index]) }
        }
        var argumentVector = unsafe argumentTexts + [nil]
        var environmentVector = unsafe environmentTexts + [nil]
        var gateNumber: Int32 = -1
        var reportNumber: Int32 = -1
        let id = try retrying("fork") {
            // SAFETY: both vectors end with a null pointer and live for the time of the call.
            unsafe plume_prepare_program(
                &argumentVector,
                &environmentVector,
                &gateNumber,
                &reportNumber
            )
        }
        process = ChildProcess(id: id)
        gate = FileDescriptor(owning: gateNumber)
        report = FileDescriptor(owning: reportNumber)
    }

    deinit {
        guard !isRun else { return }
        // It ends when the gate closes, which the members of this object do too late to wait.
        process.send(.kill)
        _ = waitpid(process.id, nil, 0)
    }

    /// Lets the program run.
    ///
    /// - Returns: the process.
    /// - Throws: why it cannot be run; ``Errno/noSuchFile`` when there is no such program. The
    ///   process is gone then.
    public func run() throws(SystemError) -> ChildProcess {
        isRun = true
        // Where the process was killed meanwhile, its status tells.
        try? gate.write([1])
        let code = try report.read(upTo: 4)
        guard code.count == 4 else { return process }
        _ = waitpid(process.id, nil, 0)
        let number = code.reversed().reduce(Int32(0)) { $0 << 8 | Int32($1) }
        throw SystemError(call: "exec", subject: name, errno: Errno(rawValue: number))
    }
}
