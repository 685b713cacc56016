// SPDX-License-Identifier: Apache-2.0

// Where the parts of each structure of the SIDE ABI stand, in bytes from its beginning. Whoever
// reads or writes descriptions, in records, files or memory, takes the offsets from here.
extension SideLayout {
    /// The version of descriptions that are read.
    package static let descriptionVersion = 0
    /// The flag of a description whose calls pass more than its fields.
    package static let variadicFlag: UInt64 = 1

    /// A description (`struct side_event_description`).
    package enum Description {
        package static let size = 0
        package static let version = 4
        package static let state = 8
        package static let provider = 24
        package static let name = 40
        package static let fields = 56
        package static let attributes = 76
        package static let flags = 96
        package static let typeLabelCount = 104
        package static let attributeTypeCount = 106
        package static let logLevel = 108
    }

    /// An array: a pointer to its elements and their count (`struct side_array`).
    package enum List {
        package static let count = 16
    }

    /// A text that says how large its units are (`struct side_raw_string`).
    package enum RawString {
        package static let unitSize = 16
        package static let byteOrder = 17
    }

    package enum Field {
        package static let name = 0
        package static let type = 16
    }

    package enum Attribute {
        package static let key = 0
        package static let type = 18
        package static let value = 22
        /// From the type to the value.
        package static let valueBehindType = 4
    }

    /// A type: its label, and behind it the body, from whose beginning the offsets of the enums
    /// below are counted.
    package enum TypeParts {
        package static let label = 0
        package static let body = 2
    }

    /// The body of an integer, a pointer, a truth value or a floating-point number.
    package enum Number {
        package static let attributes = 0
        package static let byteCount = 20
        package static let bitCount = 22
        package static let isSigned = 24
        package static let byteOrder = 25
        package static let byteOrderOfBool = 24
        package static let byteOrderOfFloat = 22
    }

    /// The body of a text.
    package enum Text {
        package static let attributes = 0
        package static let unitSize = 20
        package static let byteOrder = 21
    }

    /// The body of an enumeration or a bitmap.
    package enum Labelled {
        package static let mappings = 0
        package static let element = 16
    }

    /// The labels of an enumeration or a bitmap.
    package enum Mappings {
        package static let list = 0
        package static let attributes = 20
    }

    /// A range of numbers and what it stands for: the label of a mapping, the type of an option.
    package enum Range {
        package static let first = 0
        package static let last = 8
        package static let meaning = 16
    }

    /// The body of what has more parts is a pointer to them.
    package enum Structure {
        package static let fields = 0
        package static let attributes = 20
    }

    package enum Variant {
        package static let options = 0
        package static let selector = 20
        package static let attributes = 84
    }

    package enum Optional {
        package static let wrapped = 0
        package static let attributes = 16
    }

    package enum FixedArray {
        package static let element = 0
        package static let count = 16
        package static let attributes = 20
    }

    package enum VariableArray {
        package static let element = 0
        package static let length = 16
        package static let attributes = 32
    }

    /// An array that a function of the program goes through.
    package enum VisitedArray {
        package static let element = 0
        package static let visitor = 32
        package static let attributes = 48
    }
}
