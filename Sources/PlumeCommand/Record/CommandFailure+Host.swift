// SPDX-License-Identifier: Apache-2.0

internal import SessionHost
internal import SystemCalls

extension CommandFailure {
    /// What a person is told of a recording that does not begin: which option would help.
    init(_ error: HostError) {
        let (code, message): (CommandExitCode, String) =
            switch error {
            case .bufferTooLarge(let bytes):
                (
                    .usage,
                    "--buffer-size: the largest buffer is \(bytes >> 30)G for each CPU"
                )
            case .buffersNotMade(let error, let bytes) where error.errno == .fileTooLarge:
                (
                    .cannotRecord,
                    "the buffers cannot be made: \(error), and buffers need \(bytes), which count"
                        + " as files; raise the limit"
                )
            case .buffersNotMade(let error, _):
                (
                    .cannotRecord,
                    "the buffers cannot be made: \(error); try a smaller --buffer-size"
                )
            case .noRoomForBuffers(let folder, let needed, let free):
                (
                    .cannotRecord,
                    "the buffers cannot be made: --shm-path \(folder): they need"
                        + " \(Terminal.bytes(UInt64(needed))) and \(Terminal.bytes(free)) are free"
                        + " there; make room, name another folder, or try a smaller --buffer-size"
                )
            case .bufferFolderNotMade(let folder, let error):
                (
                    .cannotRecord,
                    "the buffers cannot be made: \(error); see --shm-path \(folder)"
                )
            case .clockNotConstant:
                (
                    .cannotRecord,
                    "--clock tsc: this machine's time-stamp counter is not constant; leave the"
                        + " option out to use CLOCK_MONOTONIC"
                )
            case .folderExists(let path, let isNamed):
                (.cannotRecord, Self.existing(path, isNamed: isNamed))
            case .folderNotMade(let path, let error, let isNamed):
                (
                    .cannotRecord,
                    (isNamed ? "--output \(path)" : path) + ": the folder cannot be made:"
                        + " \(error.errno); name one with --output that can be"
                )
            case .nameTaken(let name, let owner):
                (
                    .cannotRecord,
                    "--name \(name): recording \(owner) has this name; choose another one, or end"
                        + " that recording"
                )
            case .nameNotGiven(let name, let error): (.cannotRecord, "--name \(name): \(error)")
            case .programNotFound, .processNotFound: (.notFound, "\(error)")
            case .programNotRun: (.cannotExecute, "\(error)")
            case .hostNotStarted, .traceNotMade, .processNotReached, .processNotServed:
                (.cannotRecord, "\(error)")
            }
        self.init(code, message)
    }

    private static func existing(_ path: String, isNamed: Bool) -> String {
        isNamed
            ? "--output \(path): it exists already; name another folder or remove it"
            : "\(path): it exists already; name another --output"
    }
}
