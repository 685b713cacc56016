// SPDX-License-Identifier: Apache-2.0

/// Names of letters, digits and underscores for the names of one structure or variant, which may
/// be any; those which are such names stay.
///
/// Names differ if their bytes do, so texts that are equal to Unicode get names of their own.
struct IdentifierNames {
    private var identifiers: [[UInt8]: String] = [:]

    init(_ names: [String]) {
        var taken = Set(names.filter(\.isPlainName))
        for name in names {
            let bytes = Array(name.utf8)
            guard identifiers[bytes] == nil else { continue }
            if name.isPlainName {
                identifiers[bytes] = name
                continue
            }
            var identifier = String(decoding: bytes.map(\.identifierByte), as: UTF8.self)
            if bytes.first.map(\.isDigit) ?? true { identifier = "field" + identifier }
            identifiers[bytes] = ClassTranslator.freeName(identifier, &taken)
        }
    }

    /// The identifier for a name.
    subscript(name: String) -> String { identifiers[Array(name.utf8)] ?? name }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }

    fileprivate var identifierByte: UInt8 {
        isDigit || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) ? self : 0x5F
    }
}

extension String {
    fileprivate var isPlainName: Bool {
        utf8.allSatisfy { $0.identifierByte == $0 } && utf8.first.map { !$0.isDigit } ?? false
    }
}
