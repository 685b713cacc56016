// SPDX-License-Identifier: Apache-2.0

/// Why a command could not be carried out; the connection goes on.
enum CommandError: String, Error {
    case notAnInteger = "ERR value is not an integer or out of range"
    case overflow = "ERR increment or decrement would overflow"
    case outOfMemory = "OOM command not allowed when used memory > 'maxmemory'."
    case stringTooLong = "ERR string exceeds maximum allowed size"
    case syntax = "ERR syntax error"
    case wrongType = "WRONGTYPE Operation against a key holding the wrong kind of value"
}
