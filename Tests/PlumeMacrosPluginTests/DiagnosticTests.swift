// SPDX-License-Identifier: Apache-2.0

#if Macros
import Testing

@testable import PlumeMacrosPlugin

/// A wrong use of a macro, what is wrong with it, and the text that the complaint points at.
struct WrongUse: CustomTestStringConvertible {
    let source: String
    let id: String
    let place: String

    init(_ source: String, _ id: String, at place: String) {
        self.source = source
        self.id = id
        self.place = place
    }

    var testDescription: String { "\(id): \(source.prefix(80))" }
}

@Suite("The macros say what is wrong and where")
struct DiagnosticTests {
    @Test("with the function of a tracepoint", arguments: WrongUse.functions)
    func functions(use: WrongUse) { check(use) }

    @Test("with the parameters of a tracepoint", arguments: WrongUse.parameters)
    func parameters(use: WrongUse) { check(use) }

    @Test("with the arguments of a tracepoint", arguments: WrongUse.arguments)
    func arguments(use: WrongUse) { check(use) }

    @Test("with the options of fields", arguments: WrongUse.options)
    func options(use: WrongUse) { check(use) }

    @Test("with a lazy call", arguments: WrongUse.lazyCalls)
    func lazyCalls(use: WrongUse) { check(use) }

    @Test("with a one-shot event", arguments: WrongUse.events)
    func events(use: WrongUse) { check(use) }

    @Test("with each problem that there is")
    func everyProblemIsTested() {
        let uses =
            WrongUse.functions + WrongUse.parameters + WrongUse.arguments + WrongUse.options
            + WrongUse.lazyCalls + WrongUse.events
        #expect(Set(uses.map(\.id)) == Set(DiagnosticMessageTests.messages.map(\.0.id)))
    }

    private func check(_ use: WrongUse) {
        #expect(
            MacroExpansion(use.source).complaints == [.init(id: use.id, place: use.place)],
            "\(use.source)"
        )
    }
}
#endif
