// SPDX-License-Identifier: Apache-2.0

internal import MessageCoding
internal import ProgramProtocol
internal import ToolProtocol

/// Takes an input as a message, behind a byte that says who hears it.
///
/// Those are hosts of programs, programs, hosts of tools, tools, and a connection on which packets
/// of 16 bytes come. What can be read must be the same after it was written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMessages(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let direction = bytes.first else { return 0 }
    let message = Array(bytes.dropFirst())
    switch direction {
    case 0:
        guard let heard = try? ProgramMessage(decoding: message) else { return 0 }
        precondition((try? ProgramMessage(decoding: heard.encoded())) == heard)
    case 1:
        guard let heard = try? ControllerMessage(decoding: message) else { return 0 }
        precondition((try? ControllerMessage(decoding: heard.encoded())) == heard)
    case 2:
        guard let heard = try? ToolRequest(decoding: message) else { return 0 }
        precondition((try? ToolRequest(decoding: heard.encoded())) == heard)
    case 3:
        guard let heard = try? ToolReply(decoding: message) else { return 0 }
        let again = try? ToolReply(decoding: heard.encoded())
        // A refusal by a host of another version, or of everybody, is written as one of this.
        if case .refused = heard { return 0 }
        precondition(again == heard)
    default:
        var assembler = MessageAssembler()
        for begin in stride(from: 0, to: message.count, by: 16) {
            let packet = Array(message[begin..<min(begin + 16, message.count)])
            guard let whole = try? assembler.take(packet) else { continue }
            precondition(whole.count <= message.count)
        }
    }
    return 0
}
