// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding

/// Why a host does not do what a tool wants.
///
/// Each has a code, says what happened and what can be done, and knows no options: whoever shows it
/// names its own.
public enum ToolRefusal: Error, Hashable, Sendable {
    /// The host speaks another version.
    case versionDiffers(host: UInt32)
    /// The request cannot be read, and why.
    case notUnderstood(reason: String)
    /// The recording is not about this process.
    case processUnknown(UInt32)
    /// No channel of the recording overwrites, so that there are no snapshots.
    case hasNoSnapshots
    /// The recording has ended.
    case hasEnded
    /// There is no such channel; those that there are.
    case channelUnknown(String, known: [String])
    /// A rule's filter cannot be read, and why.
    case filterUnreadable(reason: String)
    /// A rule's log level is none.
    case levelUnknown(UInt8)
    /// Too many snapshots are waited for.
    case tooManySnapshots
    /// The snapshot could not be written to its end, and why.
    case snapshotIncomplete(reason: String)
    /// The host served nobody when the tool connected, and why.
    case turnedAway(reason: String)

    /// Its number, for programs.
    public var code: UInt16 {
        switch self {
        case .versionDiffers: 1
        case .notUnderstood: 2
        case .processUnknown: 3
        case .hasNoSnapshots: 4
        case .hasEnded: 5
        case .channelUnknown: 6
        case .filterUnreadable: 7
        case .levelUnknown: 8
        case .tooManySnapshots: 9
        case .snapshotIncomplete: 10
        case .turnedAway: 11
        }
    }

    /// What happened.
    public var reason: String {
        switch self {
        case .versionDiffers(let host):
            "the recording speaks version \(host) of the tools' protocol and this tool version"
                + " \(ToolRequest.version)"
        case .notUnderstood(let reason): "the recording did not understand the request: \(reason)"
        case .processUnknown(let process): "no process \(process) is recorded here"
        case .hasNoSnapshots: "this recording writes everything to its trace"
        case .hasEnded: "the recording has ended"
        case .channelUnknown(let name, _): "there is no channel \(name)"
        case .filterUnreadable(let reason): "the filter cannot be read: \(reason)"
        case .levelUnknown(let level): "log level \(level) is not known"
        case .tooManySnapshots: "too many snapshots are asked for at once"
        case .snapshotIncomplete(let reason): "the snapshot is not complete: \(reason)"
        case .turnedAway(let reason): reason
        }
    }

    /// What can be done about it; nil where the reason says it already.
    public var remedy: String? {
        switch self {
        case .versionDiffers, .notUnderstood: "use the tool that the recording was started with"
        case .hasNoSnapshots: "only one with a channel that overwrites has snapshots"
        case .channelUnknown(_, let known): "there are: \(known.joined(separator: ", "))"
        case .tooManySnapshots: "try again"
        case .processUnknown, .hasEnded, .filterUnreadable, .levelUnknown, .snapshotIncomplete,
            .turnedAway:
            nil
        }
    }

    func encode(into encoder: inout MessageEncoder) {
        encoder.put(code)
        switch self {
        case .versionDiffers(let number), .processUnknown(let number): encoder.put(number)
        case .notUnderstood(let reason), .filterUnreadable(let reason),
            .snapshotIncomplete(let reason), .turnedAway(let reason):
            encoder.put(text: reason)
        case .channelUnknown(let name, let known):
            encoder.put(text: name)
            encoder.put(texts: known)
        case .levelUnknown(let level): encoder.put(level)
        case .hasNoSnapshots, .hasEnded, .tooManySnapshots: break
        }
    }

    init(from decoder: inout MessageDecoder) throws(MessageError) {
        let code = try decoder.take(UInt16.self)
        switch code {
        case 1: self = .versionDiffers(host: try decoder.take())
        case 2: self = .notUnderstood(reason: try decoder.takeText())
        case 3: self = .processUnknown(try decoder.take())
        case 4: self = .hasNoSnapshots
        case 5: self = .hasEnded
        case 6:
            self = .channelUnknown(try decoder.takeText(), known: try decoder.takeTexts())
        case 7: self = .filterUnreadable(reason: try decoder.takeText())
        case 8: self = .levelUnknown(try decoder.take())
        case 9: self = .tooManySnapshots
        case 10: self = .snapshotIncomplete(reason: try decoder.takeText())
        case 11: self = .turnedAway(reason: try decoder.takeText())
        default: throw MessageError("code \(code) of a refusal is not known")
        }
    }
}
