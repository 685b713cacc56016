// SPDX-License-Identifier: Apache-2.0

/// Names that differ within one structure.
///
/// The program's own names come first and stay what they are. What stands beside them, such as the
/// length of an array, gives way: it gets underscores at its end until it differs. Formats compare
/// names byte by byte, and so does this.
struct MemberNames {
    private var taken: Set<[UInt8]>

    /// Takes the names that the program gave.
    init(_ names: [String]) {
        taken = Set(names.map { Array($0.utf8) })
    }

    /// A name that no other has: the wished one, or that with underscores behind it.
    mutating func free(_ wish: String) -> String {
        var name = Array(wish.utf8)
        while !taken.insert(name).inserted { name.append(0x5F) }
        return String(decoding: name, as: UTF8.self)
    }

    /// Names for a list of wishes: the first of equal ones stays what it is.
    static func distinct(_ wishes: [String]) -> [String] {
        var names = MemberNames(wishes)
        var seen: Set<[UInt8]> = []
        return wishes.map { seen.insert(Array($0.utf8)).inserted ? $0 : names.free($0) }
    }
}
