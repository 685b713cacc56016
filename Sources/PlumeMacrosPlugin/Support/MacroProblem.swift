// SPDX-License-Identifier: Apache-2.0

internal import SwiftDiagnostics
internal import SwiftSyntax
internal import SwiftSyntaxMacros

/// What is wrong with a use of a macro, and what to do about it.
enum MacroProblem: Error, Hashable {
    case notAFunction
    case hasBody
    case isGeneric
    case hasEffects
    case returnsValue
    case unsupportedParameter(String)
    case unsupportedType(String)
    case duplicateField(String)
    case tooManyFields(Int)
    case notALiteral(String)
    case badName(String, String)
    case badLevel
    case unknownField(String)
    case badOption(String, String)
    case notACall
    case effectInArguments(String)
    case untypedField(String)

    static let maximumFields = 32

    /// A name for tests and tools.
    var id: String {
        switch self {
        case .notAFunction: "notAFunction"
        case .hasBody: "hasBody"
        case .isGeneric: "isGeneric"
        case .hasEffects: "hasEffects"
        case .returnsValue: "returnsValue"
        case .unsupportedParameter: "unsupportedParameter"
        case .unsupportedType: "unsupportedType"
        case .duplicateField: "duplicateField"
        case .tooManyFields: "tooManyFields"
        case .notALiteral: "notALiteral"
        case .badName: "badName"
        case .badLevel: "badLevel"
        case .unknownField: "unknownField"
        case .badOption: "badOption"
        case .notACall: "notACall"
        case .effectInArguments: "effectInArguments"
        case .untypedField: "untypedField"
        }
    }

    var text: String {
        switch self {
        case .notAFunction:
            "@Tracepoint belongs on a function without a body"
        case .hasBody:
            "a tracepoint has no body: remove it, the macro writes one"
        case .isGeneric:
            "a tracepoint cannot be generic or stand in a generic type, because its description is"
                + " static data: move it to file scope and give its parameters concrete types"
        case .hasEffects:
            "a tracepoint cannot be async or throw: it never waits and never fails"
        case .returnsValue:
            "a tracepoint returns nothing: remove the result type"
        case .unsupportedParameter(let name):
            "the parameter '\(name)' cannot be inout, variadic or have a default value"
        case .unsupportedType(let type):
            "'\(type)' is not a type of a field here: use integers, Float, Double, Bool, String,"
                + " StaticString, Bytes, arrays of scalars or optionals of these; for your own"
                + " enumerations and structures use the type Tracepoint of 'import Plume'"
        case .duplicateField(let name):
            "two fields are called '\(name)': rename one"
        case .tooManyFields(let count):
            "\(count) fields are more than \(MacroProblem.maximumFields): group them or split the"
                + " event"
        case .notALiteral(let what):
            "\(what) must be a literal, because it becomes static data"
        case .badName(let what, let name):
            "\(what) '\(name)' must not be empty or contain a colon"
        case .badLevel:
            "the level must be a literal case such as .info"
        case .unknownField(let name):
            "there is no field '\(name)' to give an option to"
        case .badOption(let option, let field):
            "the option '\(option)' does not fit the field '\(field)'"
        case .notACall:
            "#trace takes one call of a tracepoint, for example #trace(command(key: key))"
        case .effectInArguments(let keyword):
            "'\(keyword)' is not possible in arguments that may not be evaluated: evaluate them"
                + " before, behind a test of your own if they are dear"
        case .untypedField(let name):
            "the type of the field '\(name)' is not written: add 'as' and the type"
        }
    }
}

extension MacroProblem: DiagnosticMessage {
    var message: String { text }
    var diagnosticID: MessageID { MessageID(domain: "Plume", id: id) }
    var severity: DiagnosticSeverity { .error }

    /// The problem at a place in the source, to be thrown out of an expansion.
    func at(_ node: some SyntaxProtocol) -> DiagnosticsError {
        DiagnosticsError(diagnostics: [Diagnostic(node: node, message: self)])
    }
}
