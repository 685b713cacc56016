// SPDX-License-Identifier: Apache-2.0

internal import SideDescription

/// The labels of values that bring their type along.
enum DynamicLabel {
    static let null: UInt16 = 40
    static let boolean: UInt16 = 41
    static let integer: UInt16 = 42
    static let byte: UInt16 = 43
    static let pointer: UInt16 = 44
    static let float: UInt16 = 45
    static let text: UInt16 = 46
    static let structure: UInt16 = 47
    static let visitedStructure: UInt16 = 48
    static let array: UInt16 = 49
    static let visitedArray: UInt16 = 50
}

/// How values that bring their type along are recorded: a byte that says which it is, and the
/// value.
///
/// Formats have no class for such a value that holds others without end, so they nest three deep;
/// of what is deeper, the count is recorded.
enum DynamicType {
    /// What the byte says.
    enum Choice: UInt8, CaseIterable {
        case null
        case bool
        case u64
        case s64
        case u128
        case s128
        case byte
        case pointer
        case f64
        case f128
        case text
        case structure
        case array
        case elided
    }

    /// How many structures or arrays a value may have around it.
    static let maximumDepth = 3

    /// Named values in a row, for events with fields beyond those described.
    static var members: SideType { members(depth: 1) }

    /// The type of a value with as many structures or arrays around it.
    static func value(depth: Int) -> SideType {
        let labels = choices(depth).map { choice in
            SideEnumerationLabel(
                "\(choice)",
                Int64(choice.rawValue)...Int64(choice.rawValue)
            )
        }
        return SideType(
            .variant(
                selector: SideType(.enumeration(bits: 8, isSigned: false, labels: labels)),
                options: choices(depth).map { choice in
                    let number = Int64(choice.rawValue)
                    return SideVariantOption(number...number, type(of: choice, depth: depth))
                }
            )
        )
    }

    private static func choices(_ depth: Int) -> [Choice] {
        Choice.allCases.filter { choice in
            switch choice {
            case .structure, .array: depth < maximumDepth
            case .elided: depth == maximumDepth
            default: true
            }
        }
    }

    private static func members(depth: Int) -> SideType {
        let member: [SideField] = [
            SideField("name", SideType(.string)),
            SideField("value", value(depth: depth)),
        ]
        return SideType(.array(SideType(.structure(member))))
    }

    private static func type(of choice: Choice, depth: Int) -> SideType {
        let hexadecimal = [SideAttribute(SideAttribute.baseKey, .unsigned(16))]
        switch choice {
        case .null: return SideType(.structure([]))
        case .bool: return SideType(.bool)
        case .u64: return SideType(.integer(bits: 64, isSigned: false))
        case .s64: return SideType(.integer(bits: 64, isSigned: true))
        case .u128: return SideType(.integer(bits: 128, isSigned: false))
        case .s128: return SideType(.integer(bits: 128, isSigned: true))
        case .byte: return SideType(.integer(bits: 8, isSigned: false), attributes: hexadecimal)
        case .pointer:
            return SideType(.integer(bits: 64, isSigned: false), attributes: hexadecimal)
        case .f64: return SideType(.float(bits: 64))
        case .f128: return SideType(.float(bits: 128))
        case .text: return SideType(.string)
        case .structure: return members(depth: depth + 1)
        case .array: return SideType(.array(value(depth: depth + 1)))
        case .elided: return SideType(.integer(bits: 32, isSigned: false))
        }
    }
}
