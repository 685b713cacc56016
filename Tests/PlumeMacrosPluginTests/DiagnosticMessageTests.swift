// SPDX-License-Identifier: Apache-2.0

#if Macros
import SwiftDiagnostics
import Testing

@testable import PlumeMacrosPlugin

@Suite("A diagnostic of a macro")
struct DiagnosticMessageTests {
    @Test("says what is wrong and what to do", arguments: messages)
    func text(problem: MacroProblem, message: String) {
        #expect(problem.message == message)
        #expect(problem.diagnosticID == MessageID(domain: "Plume", id: problem.id))
        let isWarning = problem.id == "oddName"
        #expect(problem.severity == (isWarning ? .warning : .error))
    }

    static let messages: [(MacroProblem, String)] = [
        (
            .notAFunction,
            "@Tracepoint belongs on a named function without a body"
        ),
        (
            .hasBody,
            "a tracepoint has no body: remove it, the macro writes one"
        ),
        (
            .isGeneric,
            "an event cannot be generic or stand in a generic context, because its"
                + " description is static data: declare a tracepoint with concrete parameter"
                + " types at file scope and call it from here"
        ),
        (
            .isInstanceMethod,
            "a tracepoint belongs to no instance: make it 'static' and pass what is to"
                + " be recorded"
        ),
        (
            .isLocal,
            "a tracepoint cannot stand inside a function: declare it at file scope or"
                + " static in a type, or use #event here"
        ),
        (
            .hasEffects,
            "a tracepoint cannot be async or throw: it never waits and never fails,"
                + " remove the effects"
        ),
        (
            .returnsValue,
            "a tracepoint returns nothing: remove the result type"
        ),
        (
            .unsupportedParameter("x"),
            "the parameter 'x' cannot be inout, variadic, have a default value or any"
                + " other specifier: write a name and a type"
        ),
        (
            .unnamedParameter,
            "a parameter without a name is a field without a name: name it"
        ),
        (
            .unsupportedType("any P"),
            "'any P' is not a type of a field: use integers, Float, Double, Bool, String,"
                + " Substring, StaticString, Bytes, your own types with FieldEnumeration,"
                + " FieldStructure or FieldValue, and optionals, arrays and dictionaries of these"
        ),
        (
            .duplicateField("x"),
            "two fields are called 'x': rename one"
        ),
        (
            .tooManyFields(33),
            "33 fields are more than 32: group them or split the event"
        ),
        (
            .notALiteral("the provider"),
            "the provider must be a literal, because it becomes static data"
        ),
        (
            .badName("the name", "a:b"),
            "the name 'a:b' must not be empty or contain a colon: event rules write"
                + " provider:name"
        ),
        (
            .oddName("the provider contains a space"),
            "the event can be recorded, but the provider contains a space"
        ),
        (
            .badText("a unit"),
            "a unit must not contain NUL or be longer than 1024 bytes"
        ),
        (
            .badLevel,
            "the level must be a literal case: .emergency, .alert, .critical, .error,"
                + " .warning, .notice, .info, .debug"
        ),
        (
            .unknownField("y"),
            "there is no field 'y' to give an option to: use the name of a parameter"
        ),
        (
            .badOption("unit", "x"),
            "the option 'unit' does not fit the field 'x': it needs an integer, Float"
                + " or Double"
        ),
        (
            .duplicateOption("unit", "x"),
            "the field 'x' is given 'unit' twice: keep one, and join different options"
                + " with .all(…)"
        ),
        (
            .badLabel("busy", "x"),
            "the label 'busy' does not fit the field 'x': its name must be unique and"
                + " its value one that the type can hold"
        ),
        (
            .notACall,
            "#trace takes one call of a tracepoint, for example #trace(command(key:"
                + " key))"
        ),
        (
            .effectInArguments("try"),
            "'try' is not possible in arguments that may not be evaluated: evaluate it"
                + " before and pass the result"
        ),
        (
            .untypedField("x"),
            "the type of the field 'x' is not written: write 'value as UInt64', or"
                + " 'UInt64(value)', or a literal"
        ),
    ]
}
#endif
