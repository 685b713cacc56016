// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension CTFError {
    static func access(_ path: String, _ reason: String) -> CTFError {
        CTFError(
            .access,
            path: path,
            place: "",
            problem: reason,
            remedy: "Check the path and the permissions"
        )
    }

    static func unsupported(_ path: String, _ place: String, _ reason: String) -> CTFError {
        CTFError(
            .unsupported,
            path: path,
            place: place,
            problem: reason,
            remedy: "What stands before can be read"
        )
    }
}
