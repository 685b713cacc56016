// SPDX-License-Identifier: Apache-2.0

public import TraceModel

/// Parses and checks the metadata of CTF 1.8, which is TSDL text.
///
/// The passes are: split into tokens, build the syntax tree of one item of the file, resolve its
/// type names, and, once the whole text is read, make field classes, resolve references between
/// fields and give roles to the special names.
public enum TSDLParser {
    /// Parses a whole text.
    ///
    /// - Parameter text: the text, without the headers of packetized metadata.
    /// - Returns: what the text says.
    /// - Throws: the first error, with its line and column.
    public static func parse(_ text: [UInt8]) throws(CTFError) -> TraceMetadata {
        let source = TSDLSource(bytes: text)
        var grammar = try TSDLGrammar(source)
        var resolver = TSDLResolver(source)
        while let item = try grammar.nextItem() {
            try resolver.resolve(item)
        }
        try resolver.checkContainers()
        return try TSDLConverter(resolver).metadata()
    }
}
