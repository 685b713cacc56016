// SPDX-License-Identifier: Apache-2.0

#if Macros
internal import SideDescription
internal import SwiftDiagnostics
internal import SwiftSyntax
internal import SwiftSyntaxMacros

/// What is wrong with a use of a macro, and what to do about it.
enum MacroProblem: Error, Hashable {
    case notAFunction
    case hasBody
    case isGeneric
    case isInstanceMethod
    case isLocal
    case hasEffects
    case returnsValue
    case unsupportedParameter(String)
    case unnamedParameter
    case unsupportedType(String)
    case duplicateField(String)
    case tooManyFields(Int)
    case notALiteral(String)
    case badName(String, String)
    case oddName(String)
    case badText(String)
    case badLevel
    case unknownField(String)
    case badOption(String, String)
    case duplicateOption(String, String)
    case badLabel(String, String)
    case notACall
    case effectInArguments(String)
    case untypedField(String)

    static let maximumFields = 32
    /// Readers of records refuse a text of 4,096 bytes; no name is near a quarter of that.
    static let maximumTextBytes = 1_024
    /// Compile time grows with the square of a record's size: 256 labels take half a minute.
    static let maximumLabels = 64

    /// A name for tests and tools: that of the case.
    var id: String {
        let text = String(describing: self)
        return String(text.prefix { $0 != "(" })
    }
}

extension MacroProblem: DiagnosticMessage {
    var message: String { usage ?? parameterMessage ?? valueMessage }
    var diagnosticID: MessageID { MessageID(domain: "Plume", id: id) }
    /// What can be recorded all the same is only warned of.
    var severity: DiagnosticSeverity {
        if case .oddName = self { return .warning }
        return .error
    }

    /// The problem at a place in the source, to be thrown out of an expansion.
    func at(_ node: some SyntaxProtocol) -> DiagnosticsError {
        DiagnosticsError(diagnostics: [Diagnostic(node: node, message: self)])
    }

    /// Warns of names of an event that will get in the way.
    static func warn(
        of event: SideEventDescription,
        at node: some SyntaxProtocol,
        in context: some MacroExpansionContext
    ) {
        for remark in event.nameRemarks {
            context.diagnose(Diagnostic(node: node, message: MacroProblem.oddName(remark)))
        }
    }

    /// A macro in the wrong place, or on the wrong kind of function or call.
    private var usage: String? {
        switch self {
        case .notAFunction:
            "@Tracepoint belongs on a named function without a body"
        case .hasBody:
            "a tracepoint has no body: remove it, the macro writes one"
        case .isGeneric:
            "an event cannot be generic or stand in a generic context, because its description is"
                + " static data: declare a tracepoint with concrete parameter types at file scope"
                + " and call it from here"
        case .isInstanceMethod:
            "a tracepoint belongs to no instance: make it 'static' and pass what is to be recorded"
        case .isLocal:
            "a tracepoint cannot stand inside a function: declare it at file scope or static in a"
                + " type, or use #event here"
        case .hasEffects:
            "a tracepoint cannot be async or throw: it never waits and never fails, remove the"
                + " effects"
        case .returnsValue:
            "a tracepoint returns nothing: remove the result type"
        case .notACall:
            "#trace takes one call of a tracepoint, for example #trace(command(key: key))"
        case .effectInArguments(let keyword):
            "'\(keyword)' is not possible in arguments that may not be evaluated: evaluate it"
                + " before and pass the result"
        default:
            nil
        }
    }

    /// A field that cannot be recorded.
    private var parameterMessage: String? {
        switch self {
        case .unsupportedParameter(let name):
            "the parameter '\(name)' cannot be inout, variadic, have a default value or any other"
                + " specifier: write a name and a type"
        case .unnamedParameter:
            "a parameter without a name is a field without a name: name it"
        case .unsupportedType(let type):
            "'\(type)' is not a type of a field: use integers, Float, Double, Bool, String,"
                + " Substring, StaticString, Bytes, your own types with FieldEnumeration,"
                + " FieldStructure or FieldValue, and optionals, arrays and dictionaries of these"
        case .duplicateField(let name):
            "two fields are called '\(name)': rename one"
        case .tooManyFields(let count):
            "\(count) fields are more than \(MacroProblem.maximumFields): group them or split the"
                + " event"
        case .untypedField(let name):
            "the type of the field '\(name)' is not written: write 'value as UInt64', or"
                + " 'UInt64(value)', or a literal"
        default:
            nil
        }
    }

    /// A value that the macro has to read and cannot.
    private var valueMessage: String {
        switch self {
        case .notALiteral(let what):
            "\(what) must be a literal, because it becomes static data"
        case .badName(let what, let name):
            "\(what) '\(name)' must not be empty or contain a colon: event rules write"
                + " provider:name"
        case .oddName(let remark):
            "the event can be recorded, but \(remark)"
        case .badText(let what):
            "\(what) must not contain NUL or be longer than \(Self.maximumTextBytes) bytes"
        case .badLevel:
            "the level must be a literal case: "
                + LogLevelNames.all.map { ".\($0)" }.joined(separator: ", ")
        case .unknownField(let name):
            "there is no field '\(name)' to give an option to: use the name of a parameter"
        case .badOption(let option, let field):
            "the option '\(option)' does not fit the field '\(field)': "
                + FieldOptions.requirement(of: option)
        case .duplicateOption(let option, let field):
            "the field '\(field)' is given '\(option)' twice: keep one, and join different options"
                + " with .all(…)"
        case .badLabel(let label, let field):
            "the label '\(label)' does not fit the field '\(field)': its name must be unique and"
                + " its value one that the type can hold"
        default:
            id
        }
    }
}
#endif
