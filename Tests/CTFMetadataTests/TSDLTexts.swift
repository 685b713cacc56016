// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import TraceModel

/// Short TSDL texts.
enum TSDLTexts {
    /// A trace block on line 1.
    static let trace = "trace { major = 1; minor = 8; byte_order = le; };\n"

    /// Types on line 2.
    static let types =
        "typealias integer { size = 8; } := u8; typealias integer { size = 32; } := u32;\n"

    /// A text with an event whose payload begins on line 4.
    static func payload(_ members: String) -> String {
        trace + types + "event { name = e; fields := struct {\n" + members + "\n}; };\n"
    }

    /// The model of a text.
    static func parse(_ text: String) throws(CTFError) -> TraceMetadata {
        try TSDLParser.parse(Array(text.utf8))
    }

    /// The members of the first event's payload.
    static func members(_ text: String) throws(CTFError) -> [StructureFieldClass.Member] {
        try parse(payload(text)).eventRecordClasses.first?.payload?.members ?? []
    }

    /// The error about a text; nil when it is accepted.
    static func error(_ text: String) -> CTFError? {
        do throws(CTFError) {
            _ = try parse(text)
            return nil
        } catch {
            return error
        }
    }

    /// The place of the error in a payload; nil when it is accepted.
    static func place(_ members: String) -> String? {
        error(payload(members))?.place
    }
}
