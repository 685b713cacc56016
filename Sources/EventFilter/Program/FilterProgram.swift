// SPDX-License-Identifier: Apache-2.0

/// A filter expression, parsed and checked, as bytes that a controller sends to programs.
///
/// docs/abi/filter-program.md describes the bytes.
public struct FilterProgram: Hashable, Sendable {
    /// The first byte of each program.
    public static let version: UInt8 = 1
    /// How long a program can be.
    public static let maximumByteCount = 65_536

    /// The program.
    public let bytes: [UInt8]
    /// The tree that the bytes describe.
    package let nodes: [FilterNode]

    /// Parses and checks an expression.
    ///
    /// - Parameter expression: the text of the filter.
    /// - Throws: the first mistake, and where it is.
    public init(_ expression: String) throws(FilterError) {
        do throws(FilterMistake) {
            let parser = try FilterParser(expression)
            do throws(FilterChecker.Finding) {
                try FilterChecker.check(parser.nodes)
            } catch {
                throw FilterMistake(error.fault, at: parser.offsets[error.node])
            }
            nodes = parser.nodes
            bytes = try FilterProgram.encode(parser.nodes, parser.offsets)
        } catch {
            throw FilterError(error.fault, in: expression, offset: error.offset)
        }
    }

    /// Reads a program from a peer, which may be hostile.
    ///
    /// - Parameter bytes: the program.
    /// - Throws: the first mistake, and where it is.
    public init(decoding bytes: [UInt8]) throws(FilterProgramError) {
        var decoder = try FilterProgramDecoder(bytes)
        try decoder.decode()
        do throws(FilterChecker.Finding) {
            try FilterChecker.check(decoder.nodes)
        } catch {
            throw FilterProgramError(error.fault.reason, at: decoder.offsets[error.node])
        }
        nodes = decoder.nodes
        self.bytes = bytes
    }

    /// Whether two programs are the same byte for byte.
    ///
    /// - Returns: false also for programs that mean the same but were encoded differently.
    public static func == (left: FilterProgram, right: FilterProgram) -> Bool {
        left.bytes == right.bytes
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
    }
}
