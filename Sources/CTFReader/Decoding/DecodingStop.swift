// SPDX-License-Identifier: Apache-2.0

/// Why decoding stopped before the end of a program.
enum DecodingStop: Error {
    /// The field goes on after the window's end; more bytes are needed.
    case windowEnded
    /// The field would leave the content of its packet.
    case contentEnded
    /// The data says what its metadata forbids.
    case malformed(String)
    /// The data is beyond a stated limit of this reader.
    case unsupported(String)
}
