// SPDX-License-Identifier: Apache-2.0

/// Why decoding stopped before the end of a program.
enum DecodingStop: Error {
    /// The field goes on after the window's end; more bytes are needed.
    case windowEnded
    /// There is no room for further values.
    case outputEnded
    /// The field would leave the content of its packet.
    case contentEnded
    /// The data says what its metadata forbids.
    case malformed(String)
    /// The data is beyond a stated limit of this reader.
    case unsupported(String)

    /// Whether decoding can go on in a larger window, or with more room for values.
    var needsRoom: Bool {
        switch self {
        case .windowEnded, .outputEnded: true
        default: false
        }
    }
}
