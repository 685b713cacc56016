// SPDX-License-Identifier: Apache-2.0

internal import Bytes
internal import SystemCalls
internal import TraceFields
internal import TraceModel

/// Turns field classes into the steps that print their values.
///
/// All text that does not depend on values is put together here, so that printing a record copies
/// one text and formats one value for each field.
struct PrettyCompiler {
    let options: PrettyOptions
    let colors: PrettyColors
    /// Receives the steps of all event record classes, one after the other.
    var program: PrettyTablesBuilder
    private var pending: [UInt8] = []
    /// The names of the members that are not shown in the structures that follow.
    var hidden: Set<String> = []

    init(_ options: PrettyOptions) {
        self.options = options
        colors = PrettyColors(options)
        program = PrettyTablesBuilder(options)
    }

    /// Appends text that stands before the next value.
    mutating func write(_ text: String) { pending += Array(text.utf8) }

    /// Appends a step that comes after all text written so far.
    mutating func step(
        _ operation: PrettyStep.Operation,
        target: Int = 0,
        bits: Int = 0,
        flag: Bool = false
    ) {
        program.steps.append(
            PrettyStep(
                operation: operation,
                textStart: UInt32(program.text.count),
                textLength: UInt32(pending.count),
                target: UInt32(target),
                bits: UInt32(bits),
                flag: flag
            )
        )
        program.text += pending
        pending = []
    }

    /// Makes a place where jumps can go to: text before it belongs to a step of its own.
    mutating func flush() {
        if !pending.isEmpty { step(.text) }
    }

    /// Ends a program that began with a step.
    mutating func finish(from start: Int) -> PrettyTables.Program {
        flush()
        return PrettyTables.Program(start: UInt32(start), end: UInt32(program.steps.count))
    }

    /// Appends the steps of a structure; fields with roles are skipped when asked for.
    mutating func structure(_ members: [StructureFieldClass.Member], _ context: Context) {
        write("{ ")
        var isFirst = true
        for member in members {
            let isHelper =
                context.hidden.contains(member.name) && member.fieldClass.canBeHidden
            if isHelper || context.skipsRoles && member.fieldClass.isForReader {
                skip(member.fieldClass)
                continue
            }
            if !isFirst { write(", ") }
            isFirst = false
            if context.showsNames {
                let name = options.isForPeople ? ByteText.shown(member.name) : member.name
                write("\(colors.fieldName)\(name)\(colors.reset) = ")
            }
            field(member.fieldClass, context)
        }
        write(isFirst ? "}" : " }")
    }

    /// What holds for a whole scope.
    struct Context {
        let showsNames: Bool
        let skipsRoles: Bool
        /// The names of members that are not shown.
        var hidden: Set<String> = []
    }

    /// Appends the steps that go over a field without printing it.
    private mutating func skip(_ fieldClass: FieldClass) {
        // Text written so far stays before the next value that is shown.
        let kept = pending
        pending = []
        switch fieldClass {
        case .structure(let structure):
            for member in structure.members { skip(member.fieldClass) }
        case .optional(let optional):
            let start = program.steps.count
            step(.skipOptional)
            skip(optional.content)
            program.steps[start].target = UInt32(program.steps.count)
        default: step(.skip)
        }
        pending = kept
    }

    mutating func field(_ fieldClass: FieldClass, _ context: Context) {
        switch fieldClass {
        case .bitArray(let bits): value(bits.layout, .bitArray)
        case .bitMap(let map): bitMap(map)
        case .boolean(let boolean): value(boolean.layout, .boolean)
        case .floatingPoint(let number): value(number.layout, .float)
        case .integer(let integer):
            self.integer(
                integer.mappings,
                integer.isSigned,
                integer.base,
                integer.layout.lengthBits,
                integer.layout
            )
        case .variableLengthInteger(let integer):
            self.integer(integer.mappings, integer.isSigned, integer.base, 64, nil)
        case .string(let string): self.string(string)
        case .blob: value { $0.step(.blob) }
        case .structure(let structure): self.structure(structure.members, context)
        case .array(let array): self.array(array, context)
        case .optional(let optional): self.optional(optional, context)
        case .variant(let variant): self.variant(variant, context)
        }
    }

    /// Appends a step for a value in the colour of values.
    mutating func value(_ body: (inout PrettyCompiler) -> Void) {
        write(colors.value)
        body(&self)
        write(colors.reset)
    }

    private mutating func value(_ layout: BitLayout, _ operation: PrettyStep.Operation) {
        value { compiler in
            if layout.lengthBits > 64 {
                compiler.wide(PrettyWide(layout: layout, operation: operation))
            } else {
                compiler.step(operation, bits: layout.lengthBits)
            }
        }
    }

    private mutating func wide(_ wide: PrettyWide) {
        program.wides.append(wide)
        step(.wide, target: program.wides.count - 1)
    }

    private mutating func bitMap(_ map: BitMapFieldClass) {
        program.bitMaps.append(
            PrettyBitMap(
                layout: map.layout,
                flags: EnumerationText(map.flags, isSigned: false) { labelText($0) },
                colors: colors
            )
        )
        step(.bitMap, target: program.bitMaps.count - 1)
    }

    /// The name of a value or a bit with its quotes, escaped and coloured.
    private func labelText(_ label: String) -> [UInt8] {
        var text = TextBuffer()
        text.append(string: colors.value)
        text.append(byte: 0x22)
        let bytes = Array(label.utf8)
        if options.isForPeople {
            PrettyText.show(bytes.span, 0..<bytes.count, &text)
        } else {
            PrettyText.escape(bytes, &text)
        }
        text.append(byte: 0x22)
        text.append(string: colors.reset)
        return text.bytes()
    }

    private mutating func string(_ string: StringFieldClass) {
        value { compiler in
            compiler.write("\"")
            if string.encoding == .utf8 {
                compiler.step(.string)
            } else {
                compiler.program.encodings.append(string.encoding)
                compiler.step(.encodedString, target: compiler.program.encodings.count - 1)
            }
            compiler.write("\"")
        }
    }
}

extension PrettyCompiler {
    private mutating func integer(
        _ mappings: [Mapping],
        _ isSigned: Bool,
        _ base: DisplayBase,
        _ bits: Int,
        _ layout: BitLayout?
    ) {
        let wide = PrettyWide(layout: layout, operation: .unsigned, isSigned: isSigned, base: base)
        if bits > 64 {
            value { $0.wide(wide) }
            return
        }
        // A variable-length integer may turn out to be wide: its step knows what to do then.
        let target = program.wides.count
        if layout == nil { program.wides.append(wide) }
        if mappings.isEmpty {
            let operation = Self.operation(base, isSigned)
            value { $0.step(operation, target: target, bits: bits, flag: isSigned) }
            return
        }
        let enumeration = EnumerationText(mappings, isSigned: isSigned) { labelText($0) }
        let operation = Self.operation(base, isSigned)
        let number = program.add(enumeration, operation, isSigned: isSigned, bits: bits)
        write("( ")
        step(.enumeration, target: number, bits: bits, flag: isSigned)
        write("\(colors.reset) )")
    }

    static func operation(_ base: DisplayBase, _ isSigned: Bool) -> PrettyStep.Operation {
        switch base {
        case .decimal: isSigned ? .signed : .unsigned
        case .hexadecimal: .hexadecimal
        case .octal: .octal
        case .binary: .binary
        }
    }

    private mutating func array(_ array: ArrayFieldClass, _ context: Context) {
        write("[ ")
        let start = program.steps.count
        step(.array)
        step(.element, flag: context.showsNames)
        field(array.element, context)
        step(.nextElement, target: start + 1)
        if case .integer(let integer) = array.element, integer.layout.lengthBits <= 64,
            integer.mappings.isEmpty, integer.base == .decimal
        {
            program.steps[start].bits = 1
        }
        write(" ]")
        flush()
        program.steps[start].target = UInt32(program.steps.count)
    }

    private mutating func optional(_ optional: OptionalFieldClass, _ context: Context) {
        let start = program.steps.count
        step(.optional)
        write("{ ")
        field(optional.content, context)
        write(" }")
        flush()
        program.steps[start].target = UInt32(program.steps.count)
    }

    private mutating func variant(_ variant: VariantFieldClass, _ context: Context) {
        let table = program.options.count
        program.options += variant.options.map { _ in 0 }
        write("{ ")
        step(.variant, target: table)
        var jumps: [Int] = []
        for (number, option) in variant.options.enumerated() {
            program.options[table + number] = UInt32(program.steps.count)
            field(option.fieldClass, context)
            flush()
            jumps.append(program.steps.count)
            step(.jump)
        }
        for jump in jumps { program.steps[jump].target = UInt32(program.steps.count) }
        write(" }")
    }
}
