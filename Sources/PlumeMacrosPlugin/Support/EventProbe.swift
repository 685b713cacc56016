// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SwiftSyntax
internal import SwiftSyntaxMacros

/// The note by which debuggers find an event, and the number that ties the note to the event's
/// state.
///
/// The note is an ELF note that the assembler makes. Swift has no words for that, so each piece of
/// it is a call of a C function that holds an instruction for the assembler and nothing else.
struct EventProbe {
    /// A number that no other event of the program has: 60 bits, the digits that the note takes.
    private let number: UInt64
    private let provider: String
    private let name: String

    /// - Parameters:
    ///   - provider: the event's provider.
    ///   - name: the event's name.
    ///   - node: where the event is described.
    ///   - context: the expansion's.
    init(
        provider: String,
        name: String,
        at node: some SyntaxProtocol,
        in context: some MacroExpansionContext
    ) {
        self.provider = provider
        self.name = name
        // The unique name tells events of a module apart, and modules; files may have private
        // events of one name.
        let file = context.location(of: node)?.file.trimmedDescription ?? ""
        let identity = [context.makeUniqueName("state").text, file, provider, name]
        number = Self.hash(identity.joined(separator: "\0")) >> 4
    }

    /// The section of the event's state: the linker tells the note where it begins, and it can
    /// only where nothing else is in it.
    var stateSection: String { "plume_event_state_\(number)" }

    /// The calls that make the note.
    var calls: [String] {
        let digits = hex(number, count: 15).map { "digit_\($0)" }
        let text = (Array(provider.utf8) + [0] + Array(name.utf8) + [0]).map {
            "text_\(hex(UInt64($0), count: 2))"
        }
        return (["begin"] + digits + ["note"] + text + ["here"]).map { "plume_probe_\($0)()" }
    }

    private func hex(_ number: UInt64, count: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: count - digits.count) + digits
    }

    /// FNV-1a, which is the same in every run of the compiler.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
#endif
