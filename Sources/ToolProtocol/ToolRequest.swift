// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding

/// What a tool in another terminal wants of a recording: the only message of its connection.
///
/// docs/abi/tool-protocol.md describes the bytes.
public struct ToolRequest: Hashable, Sendable {
    /// What is to be done.
    public enum Errand: Hashable, Sendable {
        /// Tell how the recording stands.
        case status
        /// Change which events are recorded.
        case change(RuleChange)
        /// Give memory back that was not used for so many nanoseconds.
        case reclaim(minimumAgeNanoseconds: UInt64)
        /// Have the programs tell their state as events.
        case dumpState
        /// Write what the rings hold as a trace: records of a largest age in nanoseconds, and so
        /// many bytes of them at most; 0 for any.
        case snapshot(maximumAgeNanoseconds: UInt64, maximumBytes: UInt64)
    }

    /// The version of the conversation, which both sides must speak.
    public static let version: UInt32 = 6
    /// The kind of a request, which no message of a program has.
    static let kind: UInt8 = 128

    /// A process of the recording, or its controller; 0 for whichever recording is asked.
    public let process: UInt32
    /// What is to be done.
    public let errand: Errand

    /// Makes a request.
    public init(process: UInt32 = 0, errand: Errand) {
        self.process = process
        self.errand = errand
    }

    /// Whether the first message of a connection comes from a tool, and not from a program.
    public static func isOne(_ message: [UInt8]) -> Bool { message.first == kind }

    /// The bytes of the message.
    public func encoded() -> [UInt8] {
        var encoder = MessageEncoder(kind: Self.kind)
        encoder.put(Self.version)
        encoder.put(process)
        switch errand {
        case .status:
            encoder.put(1 as UInt8)
        case .change(let change):
            encoder.put(Self.changeNumber)
            change.encode(into: &encoder)
        case .reclaim(let age):
            encoder.put(3 as UInt8)
            encoder.put(age)
        case .dumpState:
            encoder.put(4 as UInt8)
        case .snapshot(let maximumAge, let maximumBytes):
            encoder.put(5 as UInt8)
            encoder.put(maximumAge)
            encoder.put(maximumBytes)
        }
        return encoder.bytes
    }

    /// Reads a request of a tool, which may be hostile or of another version.
    ///
    /// - Parameter bytes: a message that ``isOne(_:)``.
    /// - Throws: what the tool is to be answered.
    public init(decoding bytes: [UInt8]) throws(ToolRefusal) {
        var decoder = MessageDecoder(bytes)
        let version: UInt32
        let errandNumber: UInt8
        do throws(MessageError) {
            guard try decoder.take(UInt8.self) == Self.kind else {
                throw MessageError("it is no request of a tool")
            }
            version = try decoder.take()
            process = try version == Self.version ? decoder.take() : 0
            errandNumber = try version == Self.version ? decoder.take() : 0
        } catch {
            throw .notUnderstood(reason: error.reason)
        }
        guard version == Self.version else { throw .versionDiffers(host: Self.version) }
        if errandNumber == Self.changeNumber {
            errand = .change(try RuleChange(from: &decoder))
        } else {
            errand = try Self.errand(errandNumber, from: &decoder)
        }
        guard decoder.isAtEnd else { throw .notUnderstood(reason: "bytes follow its end") }
    }

    private static let changeNumber: UInt8 = 2

    /// The errands that are not wrong in a way of their own.
    private static func errand(
        _ number: UInt8,
        from decoder: inout MessageDecoder
    ) throws(ToolRefusal) -> Errand {
        do throws(MessageError) {
            switch number {
            case 1: return .status
            case 3: return .reclaim(minimumAgeNanoseconds: try decoder.take())
            case 4: return .dumpState
            case 5:
                return .snapshot(
                    maximumAgeNanoseconds: try decoder.take(),
                    maximumBytes: try decoder.take()
                )
            default: throw MessageError("errand \(number) of a tool is not known")
            }
        } catch {
            throw .notUnderstood(reason: error.reason)
        }
    }
}
