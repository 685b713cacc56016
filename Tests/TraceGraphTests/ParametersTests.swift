// SPDX-License-Identifier: Apache-2.0

import Testing
import TraceGraph

@Suite("Parameters of components")
struct ParametersTests {
    private func failure(_ parameters: Parameters) -> String? {
        do throws(GraphError) {
            _ = try Parts.source([]).make(name: "mine", parameters: parameters)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("are accepted when they are known and of the right form")
    func right() {
        #expect(failure([:]) == nil)
        #expect(failure(["word": .string("x"), "count": .unsigned(3)]) == nil)
    }

    @Test("are refused with the component and the parameter")
    func wrong() {
        let unknown = failure(["wrod": .string("x")])
        #expect(unknown?.contains("mine: 'source.test.given'") == true)
        #expect(unknown?.contains("\"wrod\"") == true)
        #expect(unknown?.contains("word, count") == true)
        let signed = failure(["count": .signed(3)])
        #expect(signed?.contains("\"count\" must be an unsigned integer") == true)
    }

    @Test(
        "have forms",
        arguments: [
            (ParameterDescription.Form.boolean, ParameterValue.boolean(true), true),
            (.boolean, .string("yes"), false), (.signed, .signed(-1), true),
            (.signed, .unsigned(1), false), (.real, .real(1), true), (.real, .signed(1), false),
            (.choice(["a", "b"]), .string("b"), true), (.choice(["a", "b"]), .string("c"), false),
            (.strings, .array([.string("a")]), true), (.strings, .array([.signed(1)]), false),
            (.array, .array([.null]), true), (.map, .map([:]), true), (.map, .array([]), false),
        ]
    )
    func forms(form: ParameterDescription.Form, value: ParameterValue, isAccepted: Bool) {
        let description = ParameterDescription("x", form, summary: "")
        #expect(description.accepts(value) == isAccepted)
    }

    @Test("can be mandatory")
    func mandatory() {
        let description = ParameterDescription("x", .string, isMandatory: true, summary: "")
        #expect(throws: GraphError.self) { try Parameters().check([description], actor: "a") }
        #expect(throws: Never.self) {
            try Parameters(["x": .string("")]).check([description], actor: "a")
        }
    }
}

@Suite("The registry of plug-ins")
struct PluginRegistryTests {
    @Test("keeps the first plug-in with a name, and names what there is")
    func registration() throws {
        var registry = PluginRegistry([Plugin("test", summary: "1", classes: [Parts.pass])])
        let isSecond = registry.register(Plugin("test", summary: "2", classes: []))
        let isOther = registry.register(Plugin("other", summary: "3", classes: []))
        #expect(!isSecond && isOther)
        #expect(registry.plugins.map(\.summary) == ["1", "3"])
        let name = ComponentClassName(.filter, "test", "pass")
        #expect(try registry.componentClass(name).name == name)
        for wrong in [
            ComponentClassName(.source, "test", "pass"), ComponentClassName(.filter, "x", "pass"),
        ] {
            #expect(throws: GraphError.self) { try registry.componentClass(wrong) }
        }
    }
}
