// SPDX-License-Identifier: Apache-2.0

import EventContext
import EventFilter
import SideDescription

/// Finds the values of fields and contexts for the model.
struct ModelOperands {
    let model: Model

    /// The value of an operand.
    func value(of operand: FilterOperand) throws(Model.Missing) -> Model.Value {
        switch operand.root {
        case .context(let context):
            if context.known == .vpid { return .integer(Int128(model.record.process)) }
            if context.known == .vtid { return .integer(Int128(model.record.thread)) }
            guard model.catalog.known.contains(context) else { throw Model.Missing() }
            return try value(of: context)
        case .application(let name):
            guard let context = model.catalog.application[name] else { throw Model.Missing() }
            return try value(of: context.id)
        case .field(let name):
            let root = SideType(.structure(model.record.description.fields))
            let steps = [FilterOperand.Step.member(name)] + operand.steps
            return try value(root, .structure(model.record.values), steps[...])
        }
    }

    private func value(of context: ContextID) throws(Model.Missing) -> Model.Value {
        if let number = SampleContexts.numbers[context] { return .integer(Int128(number)) }
        if let text = SampleContexts.texts[context] { return .text(text) }
        throw Model.Missing()
    }

    private func value(
        _ type: SideType,
        _ value: SampleValue,
        _ steps: ArraySlice<FilterOperand.Step>
    ) throws(Model.Missing) -> Model.Value {
        if case .optional(let wrapped) = type.kind {
            if case .absent = value { throw Model.Missing() }
            return try self.value(wrapped, value, steps)
        }
        switch (steps.first, type.kind, value) {
        case (nil, _, _):
            return try leaf(type, value)
        case (.member(let name), .structure(let fields), .structure(let members)):
            guard let index = fields.firstIndex(where: { $0.name == name }) else {
                throw Model.Missing()
            }
            return try self.value(fields[index].type, members[index], steps.dropFirst())
        case (.element(let index), .array(let type), .array(let elements))
        where index < elements.count:
            return try self.value(type, elements[Int(index)], steps.dropFirst())
        case (.element(let index), .bytes, .array(let elements)) where index < elements.count:
            let byte = SideType(.integer(bits: 8, isSigned: false))
            return try self.value(byte, elements[Int(index)], steps.dropFirst())
        default:
            throw Model.Missing()
        }
    }

    private func leaf(_ type: SideType, _ value: SampleValue) throws(Model.Missing) -> Model.Value {
        switch (type.kind, value) {
        case (.bool, .integer(let value)):
            return .integer(value == 0 ? 0 : 1)
        case (.integer(128, let isSigned), .integer(let value)):
            if !isSigned && value < 0 { throw Model.Missing() }
            return .integer(value)
        case (.integer, .integer(let value)), (.enumeration, .integer(let value)):
            return .integer(Int128(Int64(truncatingIfNeeded: value)))
        case (.float(32), .floating(let value)):
            return .floating(Double(Float(value)))
        case (.float, .floating(let value)):
            return .floating(value)
        case (.string, .text(let text)):
            return .text(Array(text.utf8))
        case (.bytes, .array(let elements)):
            return .text(text(elements))
        case (.array(let type), .array(let elements)):
            guard case .integer(8, _) = type.kind else { throw Model.Missing() }
            return .text(text(elements))
        default:
            throw Model.Missing()
        }
    }

    private func text(_ elements: [SampleValue]) -> [UInt8] {
        let bytes = elements.map { element -> UInt8 in
            if case .integer(let value) = element { return UInt8(truncatingIfNeeded: value) }
            return 0
        }
        return Array(bytes.prefix { $0 != 0 })
    }
}
