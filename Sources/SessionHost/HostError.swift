// SPDX-License-Identifier: Apache-2.0

package import SystemCalls

/// Why a recording does not begin.
///
/// The values know nothing of command lines: whoever asked for the recording says which of its own
/// options would help.
package enum HostError: Error {
    /// A channel wants larger buffers than there can be.
    case bufferTooLarge(maximumBytes: Int)
    /// The memory of buffers cannot be had; each owner's buffers need so many bytes.
    case buffersNotMade(SystemError, neededBytes: Int)
    /// The folder that buffers are kept in has not enough room for them.
    case noRoomForBuffers(folder: String, neededBytes: Int, freeBytes: UInt64)
    /// There is no folder for the files of buffers.
    case bufferFolderNotMade(in: String, SystemError)
    /// The time-stamp counter was asked for, and cannot be used on this machine.
    case clockNotConstant
    /// The folder of the trace is there already; whether it was named by whoever asked.
    case folderExists(String, isNamed: Bool)
    /// The folder of the trace cannot be made.
    case folderNotMade(String, SystemError, isNamed: Bool)
    /// Another recording has the name; the process that hosts it.
    case nameTaken(String, by: String)
    /// The recording cannot be given its name.
    case nameNotGiven(String, SystemError)
    /// The host has no sockets or signals.
    case hostNotStarted(SystemError)
    /// The trace cannot be begun, and why.
    case traceNotMade(String)
    /// There is no such program.
    case programNotFound(String)
    /// A program cannot be run.
    case programNotRun(String, SystemError)
    /// There is no such process.
    case processNotFound(Int32)
    /// A process cannot be connected to, and why.
    case processNotReached(Int32, reason: String)
    /// A process was connected to and cannot be served.
    case processNotServed(Int32, SystemError)
}

extension HostError: CustomStringConvertible {
    /// What happened, where, and what to do about it, for whoever knows no options.
    package var description: String {
        switch self {
        case .bufferTooLarge(let maximumBytes):
            "the largest buffer has \(maximumBytes) bytes for each CPU; ask for a smaller one"
        case .buffersNotMade(let error, let neededBytes):
            "the buffers cannot be made: \(error); they need \(neededBytes) bytes"
        case .noRoomForBuffers(let folder, let neededBytes, let freeBytes):
            "\(folder): the buffers need \(neededBytes) bytes and \(freeBytes) are free; make room"
        case .bufferFolderNotMade(let folder, let error):
            "\(folder): the buffers cannot be made there: \(error); choose another folder"
        case .clockNotConstant:
            "the time-stamp counter of this machine is not constant; use the monotonic clock"
        case .folderExists(let path, _):
            "\(path): it exists already; name another folder or remove it"
        case .folderNotMade(let path, let error, _):
            "\(path): the folder cannot be made: \(error.errno); name one that can be"
        case .nameTaken(let name, let owner):
            "recording \(owner) has the name \(name); choose another one, or end that recording"
        case .nameNotGiven(let name, let error):
            "the recording cannot be called \(name): \(error); record without a name"
        case .hostNotStarted(let error):
            "recording cannot start: \(error)"
        case .traceNotMade(let reason):
            "the trace cannot be made: \(reason)"
        case .programNotFound(let name):
            "\(name): there is no such program; give a path or check PATH"
        case .programNotRun(let name, let error):
            "\(name): it cannot be run: \(error.errno); is it a program, and may you execute it?"
        case .processNotFound(let process):
            "there is no process \(process)"
        case .processNotReached(let process, let reason):
            "process \(process) cannot be attached to: \(reason)"
        case .processNotServed(let process, let error):
            "process \(process): \(error)"
        }
    }
}
