// SPDX-License-Identifier: Apache-2.0

/// Turns linked nodes into instructions.
///
/// What is still to do waits on a stack, so that deep expressions make nothing recurse.
struct InstructionEmitter {
    /// How a value is wanted.
    enum Form {
        /// As 0 or 1.
        case truth
        case integer
        case floating
        case wide
    }

    /// Something to do, after what stands above it on the stack.
    enum Task {
        case evaluate(node: Int, register: Int, Form)
        case append(FilterInstruction)
        case openJump(FilterInstruction)
        /// Lets the innermost open jump lead here.
        case closeJump
    }

    let nodes: [LinkedNode]
    let tree: [FilterNode]
    private(set) var instructions: [FilterInstruction] = []
    var tasks: [Task] = []
    private var openJumps: [Int] = []
    /// Where the last jump was made to lead.
    private var lastTarget = -1

    init(_ nodes: [LinkedNode], _ tree: [FilterNode]) {
        self.nodes = nodes
        self.tree = tree
    }

    /// Emits all instructions.
    mutating func emit() {
        tasks = [
            .append(FilterInstruction(operation: .finish)),
            .evaluate(node: nodes.count - 1, register: 0, .truth),
        ]
        while let task = tasks.popLast() {
            switch task {
            case .evaluate(let node, let register, let form):
                evaluate(node, register, form)
            case .append(let instruction):
                append(instruction)
            case .openJump(let instruction):
                openJumps.append(instructions.count)
                instructions.append(instruction)
            case .closeJump:
                guard let jump = openJumps.popLast() else { continue }
                instructions[jump].target = Int32(clamping: instructions.count)
                lastTarget = instructions.count
            }
        }
        threadJumps()
    }

    private mutating func append(_ instruction: FilterInstruction) {
        // The contrary of a test is a test, unless another way leads here.
        if instruction.operation == .notInteger, lastTarget != instructions.count,
            let last = instructions.last, last.operation == .fieldInRange,
            last.destination == instruction.destination
        {
            instructions[instructions.count - 1].isNegated.toggle()
        } else {
            instructions.append(instruction)
        }
    }

    /// Lets jumps that lead to jumps lead to where those lead.
    private mutating func threadJumps() {
        for index in instructions.indices.reversed() {
            let jump = instructions[index]
            guard jump.operation == .jumpIfFalse || jump.operation == .jumpIfTrue else { continue }
            let next = instructions[Int(jump.target)]
            guard next.destination == jump.destination else { continue }
            if next.operation == jump.operation {
                instructions[index].target = next.target
            } else if next.operation == .jumpIfFalse || next.operation == .jumpIfTrue {
                instructions[index].target = jump.target + 1
            }
        }
    }

    private mutating func evaluate(_ index: Int, _ register: Int, _ form: Form) {
        let node = nodes[index]
        if case .constant(let value) = node.source {
            evaluate(constant: value, node, register, form)
            return
        }
        if form == .truth, let test = fieldRange(.notEqual, node, 0) {
            tasks.append(.append(placed(test, register)))
            return
        }
        convert(node, register, form)
        switch (node.kind, node.source) {
        case (.missing, _), (.text, _):
            tasks.append(.append(FilterInstruction(operation: .fail)))
        case (_, .none):
            calculate(index, register)
        case (_, .field(let location, let form, let element)):
            var load = FilterInstruction(operation: node.kind == .wide ? .wideField : .field)
            load.form = form
            load.destination = UInt8(register)
            load.target = Int32(clamping: location.stop)
            load.offset = Int32(clamping: location.offset)
            load.first = element.map { Int64($0) } ?? -1
            tasks.append(.append(load))
        case (_, .context(let context)):
            var load = FilterInstruction(operation: .context)
            load.destination = UInt8(register)
            load.target = Int32(context.rawValue)
            tasks.append(.append(load))
        case (_, .constant), (_, .text):
            break
        }
    }

    private mutating func evaluate(
        constant: Int64,
        _ node: LinkedNode,
        _ register: Int,
        _ form: Form
    ) {
        var load = FilterInstruction(operation: .constant)
        load.destination = UInt8(register)
        load.first = constant
        switch form {
        case .truth: load.first = node.floatingConstant == 0 ? 0 : 1
        case .floating: load.first = LinkedFilter.bits(node.floatingConstant ?? 0)
        case .wide: tasks.append(.append(change(.extend, register)))
        case .integer: break
        }
        tasks.append(.append(load))
    }

    /// Turns what a node gives into what is wanted, once it is there.
    private mutating func convert(_ node: LinkedNode, _ register: Int, _ form: Form) {
        switch (form, node.kind) {
        case (.truth, .floating): tasks.append(.append(change(.isTrueFloating, register)))
        case (.truth, _):
            if !node.isTruth { tasks.append(.append(change(.isTrueInteger, register))) }
        case (.floating, .integer), (.floating, .wide):
            tasks.append(.append(change(.integerToFloating, register)))
        case (.wide, .integer): tasks.append(.append(change(.extend, register)))
        default: break
        }
        if node.kind == .wide && form != .wide {
            tasks.append(.append(change(.narrow, register)))
        }
    }

    func placed(_ instruction: FilterInstruction, _ register: Int) -> FilterInstruction {
        var placed = instruction
        placed.destination = UInt8(register)
        return placed
    }

    func change(_ operation: FilterInstruction.Operation, _ register: Int) -> FilterInstruction {
        FilterInstruction(operation: operation, destination: UInt8(register))
    }
}
