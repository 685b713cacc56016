// SPDX-License-Identifier: Apache-2.0

internal import SessionHost

extension ToolReply {
    /// What the tool that asked prints.
    var text: String {
        switch self {
        case .status(let status, asJSON: true):
            String(decoding: status.json().encoded(), as: UTF8.self) + "\n"
        case .status(let status, asJSON: false):
            status.text()
        case .reclaimed(let channels):
            channels.map(\.line).joined(separator: "\n") + "\n"
        case .stateAsked(let count):
            "\(count) \(count == 1 ? "process was" : "processes were") asked.\n"
        }
    }
}

extension ReclaimedMemory {
    fileprivate var line: String {
        switch self {
        case .none(let name, let overwrites):
            let reason = overwrites ? "overwrites" : "has all its memory at once"
            return "Channel \(name) \(reason) and keeps its memory."
        case .some(let name, let reclaimed, let held):
            return "Channel \(name): \(Terminal.bytes(reclaimed)) reclaimed,"
                + " \(Terminal.bytes(held)) held."
        }
    }
}
