// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

extension JSONWriter {
    /// Appends a root structure class as a member, if there is one.
    mutating func member(_ name: String, _ structure: StructureFieldClass?, _ filter: RoleFilter) {
        guard let structure else { return }
        key(name)
        FieldClassWriter.write(structure, filter, to: &self)
    }

    /// Appends the members of an identity.
    mutating func identity(_ identity: Identity) {
        member("namespace", identity.namespace)
        member("name", identity.name)
        member("uid", identity.uid)
    }

    /// Appends the attributes as a member, unless there is none.
    mutating func attributes(_ attributes: Attributes) {
        if attributes.isEmpty { return }
        key("attributes")
        value(.object(attributes))
    }

    private mutating func value(_ value: AttributeValue) {
        switch value {
        case .null: literal("null")
        case .boolean(let boolean): literal(boolean ? "true" : "false")
        case .integer(let number): integer(number)
        case .real(let number): real(number)
        case .string(let text): string(text)
        case .array(let elements):
            array { text in
                for element in elements { text.value(element) }
            }
        case .object(let attributes):
            object { text in
                for entry in attributes.entries {
                    text.key(entry.name)
                    text.value(entry.value)
                }
            }
        }
    }

    /// Appends a number which is read as a real number again.
    ///
    /// JSON has no infinities, but numbers which are too large are read as such.
    private mutating func real(_ number: Double) {
        if number.isNaN {
            literal("null")
        } else if number.isInfinite {
            literal(number < 0 ? "-1e999" : "1e999")
        } else {
            literal("\(number)")
        }
    }

    /// Appends a range set.
    mutating func rangeSet(_ set: IntegerRangeSet) {
        array { text in
            for range in set.ranges {
                text.array { text in
                    text.integer(range.lower)
                    text.integer(range.upper)
                }
            }
        }
    }

    /// Appends names for ranges as a member.
    mutating func mappings(_ name: String, _ mappings: [Mapping]) {
        key(name)
        object { text in
            for mapping in mappings {
                text.key(mapping.name)
                text.rangeSet(mapping.ranges)
            }
        }
    }

    /// Appends a field location as a member.
    mutating func location(_ name: String, _ location: FieldLocation) {
        key(name)
        object { text in
            text.member("origin", location.origin?.formatName)
            text.key("path")
            text.array { text in
                for step in location.path {
                    switch step {
                    case .member(let name): text.string(name)
                    case .parent: text.literal("null")
                    }
                }
            }
        }
    }

    /// Appends roles as a member, unless there is none.
    mutating func roles(_ roles: [FieldRole]) {
        if roles.isEmpty { return }
        key("roles")
        array { text in
            for role in roles { text.string(role.formatName) }
        }
    }
}
