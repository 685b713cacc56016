// SPDX-License-Identifier: Apache-2.0

internal import CTFReader
package import TraceModel

extension RecordedValue {
    /// Takes the values of a root structure out of a record.
    ///
    /// The tree is made on the heap and the class is prepared each time, so that this is for who
    /// looks at a few records, and not for printing millions.
    ///
    /// - Parameters:
    ///   - structure: the class of the values.
    ///   - source: the values, of which those of the structure are taken.
    package init(_ structure: StructureFieldClass, _ source: inout FieldSource) {
        let plan = FieldPlan(structure, name: { Array($0.utf8) }, label: { Array($0.utf8) })
        self.init(0, of: plan, &source)
    }

    private init(_ index: Int, of plan: FieldPlan, _ source: inout FieldSource) {
        let node = plan.nodes[index]
        switch node.kind {
        case .structure:
            self = .structure(
                plan.members(of: index).map {
                    Member(Self.text(plan.names[$0]), RecordedValue($0, of: plan, &source))
                }
            )
        case .array:
            var elements: [RecordedValue] = []
            var left = source.take().bits
            // A count that the record does not hold ends with the record.
            while left > 0 && !plan.nodes[index + 1].isEmpty && !source.isAtEnd {
                elements.append(RecordedValue(index + 1, of: plan, &source))
                left &-= 1
            }
            self = .array(elements)
        case .optional, .variant:
            guard let content = plan.content(of: index, &source) else {
                self = .absent
                return
            }
            self.init(content, of: plan, &source)
        default: self.init(source.take(), index, of: plan, source)
        }
    }

    /// The value of a single item.
    private init(_ item: FieldItem, _ index: Int, of plan: FieldPlan, _ source: FieldSource) {
        let node = plan.nodes[index]
        let wide = NumberValue.wide(plan, index, item, source)
        switch node.kind {
        case .boolean: self = .boolean(wide?.words.contains { $0 != 0 } ?? (item.bits != 0))
        case .string: self = .string(Self.text(source.window[source.range(item)]))
        case .encodedString:
            let bytes = source.window[source.range(item)]
            self = .string(Self.text(plan.details[index].encoding.utf8(bytes)))
        case .blob:
            let type = Self.text(plan.details[index].mediaType)
            self = .blob(Array(source.window[source.range(item)]), mediaType: type)
        case .real:
            self = wide.map { .bits($0.words) } ?? .real(NumberValue.real(item, bits: node.bits))
        default:
            let number =
                wide.map { Int128(exactly: $0) }
                ?? (node.isSigned ? Int128(Int64(bitPattern: item.bits)) : Int128(item.bits))
            guard let number else {
                self = .bits(wide?.words ?? [item.bits])
                return
            }
            guard node.kind == .enumeration || node.kind == .bitMap else {
                self = .integer(number)
                return
            }
            let labels = NumberValue.labels(plan, index, item, source)
            self = .labelled(number, labels.map { Self.text($0) })
        }
    }

    private static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self)
    }
}
