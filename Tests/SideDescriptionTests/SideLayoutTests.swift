// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import SideDescription

@Suite("Offsets of the SIDE ABI")
struct SideLayoutTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The offset of each member that the code knows, by structure and member in C.
    private static let offsets: [(structure: String, member: String, offset: Int)] = {
        typealias Layout = SideLayout
        let body = Layout.TypeParts.body
        return [
            ("side_event_description", "struct_size", Layout.Description.size),
            ("side_event_description", "version", Layout.Description.version),
            ("side_event_description", "state", Layout.Description.state),
            ("side_event_description", "provider_name", Layout.Description.provider),
            ("side_event_description", "event_name", Layout.Description.name),
            ("side_event_description", "fields", Layout.Description.fields),
            ("side_event_description", "attributes", Layout.Description.attributes),
            ("side_event_description", "flags", Layout.Description.flags),
            ("side_event_description", "nr_side_type_label", Layout.Description.typeLabelCount),
            ("side_event_description", "nr_side_attr_type", Layout.Description.attributeTypeCount),
            ("side_event_description", "loglevel", Layout.Description.logLevel),
            ("side_array", "length", Layout.List.count),
            ("side_raw_string", "unit_size", Layout.RawString.unitSize),
            ("side_raw_string", "byte_order", Layout.RawString.byteOrder),
            ("side_event_field", "name", Layout.Field.name),
            ("side_event_field", "type", Layout.Field.type),
            ("side_attr", "key", Layout.Attribute.key),
            ("side_attr", "value.type", Layout.Attribute.type),
            ("side_attr", "value.content", Layout.Attribute.value),
            ("side_attr_value", "content", Layout.Attribute.valueBehindType),
            ("side_type", "label", Layout.TypeParts.label),
            ("side_type", "content", body),
            ("side_type", "content.integer.attributes", body + Layout.Number.attributes),
            ("side_type", "content.integer.size", body + Layout.Number.byteCount),
            ("side_type", "content.integer.length_bits", body + Layout.Number.bitCount),
            ("side_type", "content.integer.is_signed", body + Layout.Number.isSigned),
            ("side_type", "content.integer.byte_order", body + Layout.Number.byteOrder),
            ("side_type", "content.boolean.attributes", body + Layout.Number.attributes),
            ("side_type", "content.boolean.size", body + Layout.Number.byteCount),
            ("side_type", "content.boolean.length_bits", body + Layout.Number.bitCount),
            ("side_type", "content.boolean.byte_order", body + Layout.Number.byteOrderOfBool),
            ("side_type", "content.real.attributes", body + Layout.Number.attributes),
            ("side_type", "content.real.size", body + Layout.Number.byteCount),
            ("side_type", "content.real.byte_order", body + Layout.Number.byteOrderOfFloat),
            ("side_type", "content.string.attributes", body + Layout.Text.attributes),
            ("side_type", "content.string.unit_size", body + Layout.Text.unitSize),
            ("side_type", "content.string.byte_order", body + Layout.Text.byteOrder),
            ("side_type", "content.enumeration.mappings", body + Layout.Labelled.mappings),
            ("side_type", "content.enumeration.element", body + Layout.Labelled.element),
            ("side_enum_mappings", "mappings", Layout.Mappings.list),
            ("side_enum_mappings", "attributes", Layout.Mappings.attributes),
            ("side_enum_mapping", "begin", Layout.Range.first),
            ("side_enum_mapping", "end", Layout.Range.last),
            ("side_enum_mapping", "label", Layout.Range.meaning),
            ("side_variant_option", "begin", Layout.Range.first),
            ("side_variant_option", "end", Layout.Range.last),
            ("side_variant_option", "type", Layout.Range.meaning),
            ("side_type_struct", "fields", Layout.Structure.fields),
            ("side_type_struct", "attributes", Layout.Structure.attributes),
            ("side_type_variant", "options", Layout.Variant.options),
            ("side_type_variant", "selector", Layout.Variant.selector),
            ("side_type_variant", "attributes", Layout.Variant.attributes),
            ("side_type_optional", "element", Layout.Optional.wrapped),
            ("side_type_optional", "attributes", Layout.Optional.attributes),
            ("side_type_array", "element", Layout.FixedArray.element),
            ("side_type_array", "length", Layout.FixedArray.count),
            ("side_type_array", "attributes", Layout.FixedArray.attributes),
            ("side_type_vla", "element", Layout.VariableArray.element),
            ("side_type_vla", "length_type", Layout.VariableArray.length),
            ("side_type_vla", "attributes", Layout.VariableArray.attributes),
            ("side_type_vla_visitor", "element", Layout.VisitedArray.element),
            ("side_type_vla_visitor", "visitor", Layout.VisitedArray.visitor),
            ("side_type_vla_visitor", "attributes", Layout.VisitedArray.attributes),
        ]
    }()

    private static let sizes: [(structure: String, size: Int)] = [
        ("side_event_description", SideLayout.descriptionSize),
        ("side_event_field", SideLayout.fieldSize), ("side_type", SideLayout.typeSize),
        ("side_type_struct", SideLayout.structSize), ("side_type_vla", SideLayout.vlaSize),
        ("side_type_optional", SideLayout.optionalSize), ("side_type_array", SideLayout.arraySize),
        ("side_type_variant", SideLayout.variantSize),
        ("side_variant_option", SideLayout.variantOptionSize),
        ("side_enum_mappings", SideLayout.mappingsSize),
        ("side_enum_mapping", SideLayout.mappingSize), ("side_attr", SideLayout.attributeSize),
    ]

    /// What the compiler of C says of a program with the ABI's header and some lines.
    private static func compile(_ lines: [String]) throws -> String {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("plume-side-layout-\(UUID().uuidString).c")
        let text = ["#include <stddef.h>", "#include <plume/side-abi.h>"] + lines
        try text.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let include = root.appendingPathComponent("include").path
        process.arguments = ["clang", "-fsyntax-only", "-I", include, file.path]
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }

    private static func assertion(_ value: String, _ number: Int) -> String {
        "_Static_assert(\(value) == \(number), \"\(value)\");"
    }

    @Test("are those of the header in C")
    func header() throws {
        let lines = Self.offsets.map {
            Self.assertion("offsetof(struct \($0.structure), \($0.member))", $0.offset)
        }
        let sizes = Self.sizes.map { Self.assertion("sizeof(struct \($0.structure))", $0.size) }
        #expect(try Self.compile(lines + sizes) == "")
        // The compiler does find what is wrong.
        #expect(try Self.compile([Self.assertion("sizeof(struct side_type)", 63)]) != "")
    }

    @Test("are those of the document")
    func document() throws {
        let path = Self.root.appendingPathComponent("docs/abi/side.md")
        let text = try String(contentsOf: path, encoding: .utf8)
        var numbers: [String: Int] = [:]
        for match in text.matches(of: /(?m)^\| `description\.(\w+)` \| (\d+) \|$/) {
            numbers[String(match.1)] = Int(match.2)
        }
        typealias Place = SideLayout.Description
        let known = [
            "size": Place.size, "version": Place.version, "state": Place.state,
            "provider": Place.provider, "name": Place.name, "fields": Place.fields,
            "attributes": Place.attributes, "flags": Place.flags,
            "typeCount": Place.typeLabelCount, "attributeTypeCount": Place.attributeTypeCount,
            "logLevel": Place.logLevel, "end": SideLayout.descriptionSize,
        ]
        #expect(numbers == known)
    }
}
