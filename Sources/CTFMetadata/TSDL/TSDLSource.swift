// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// The bytes of a TSDL text, and the errors about places in it.
struct TSDLSource {
    /// The text.
    let bytes: [UInt8]

    /// An error about the token which begins at an index.
    ///
    /// Lines are counted only here, so that a text without errors does not pay for it.
    func error(_ offset: Int, _ problem: String, _ remedy: String) -> CTFError {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return CTFError(
            .metadata,
            path: "",
            place: "line \(line), column \(column)",
            problem: problem,
            remedy: remedy
        )
    }
}

/// The remedies which several errors about TSDL text share.
enum TSDLRemedy {
    static let syntax = "Correct the text, or the program which wrote it"
    static let value = "Correct the value in the program which wrote the metadata"
    static let declareBefore = "Declare it before its first use, in the same or an outer scope"
    static let once = "Remove one of them"
    static let smaller = "Describe the trace with fewer or less deeply nested types"
    static let location =
        "Name an earlier field of the same structure or an outer one, or begin with a scope such"
        + " as \"event.fields.\""
}
