// SPDX-License-Identifier: Apache-2.0

internal import TraceModel

/// Resolves the names of types, item by item, and collects what the blocks say.
struct TSDLResolver {
    /// A block of an event.
    struct Event {
        let offset: Int
        var id: UInt64 = 0
        var streamID: UInt64?
        var name: String?
        var logLevel: Int64?
        var emfURI: String?
        var context: TSDLStructure?
        var fields: TSDLStructure?
    }

    /// A block of a stream.
    struct Stream {
        let offset: Int
        var id: UInt64 = 0
        var packetContext: TSDLStructure?
        var eventHeader: TSDLStructure?
        var eventContext: TSDLStructure?
    }

    /// The block of the trace.
    struct Trace {
        let offset: Int
        var byteOrder = ByteOrder.littleEndian
        var uuid: MetadataUUID?
        var packetHeader: TSDLStructure?
        var packetHeaderOffset = 0
    }

    let source: TSDLSource
    var trace: Trace?
    var environment: [TraceClass.EnvironmentEntry]?
    /// The values of the environment by their names, for arrays whose lengths they are.
    var environmentValues: [String: TraceClass.EnvironmentValue] = [:]
    /// The first value of an enumeration which its container cannot have.
    var valueOutsideContainer: CTFError?
    var clocks: [ClockClass] = []
    var clockNames: Set<String> = []
    var streams: [Stream] = []
    var streamIDs: Set<UInt64> = []
    var events: [Event] = []

    /// The names of types, the innermost scope last.
    var scopes: [[String: TSDLType]] = [[:]]
    /// The structures whose bodies contain the current place, the innermost last.
    var openStructures: [TSDLStructure] = []

    init(_ source: TSDLSource) {
        self.source = source
    }

    /// Takes an item of the file.
    mutating func resolve(_ item: TSDLRootItem) throws(CTFError) {
        switch item {
        case .declaration(let declaration): try declare(declaration)
        case .block(let name, let items):
            scopes.append([:])
            switch name.text {
            case "trace": try traceBlock(name.offset, items)
            case "env": try environmentBlock(name.offset, items)
            case "clock": try clockBlock(name.offset, items)
            case "stream": try streamBlock(name.offset, items)
            case "event": try eventBlock(name.offset, items)
            // Call sites say nothing about the data.
            default: break
            }
            scopes.removeLast()
        }
    }

    /// Whether the environment names one of LTTng's tracers.
    var isFromLTTng: Bool {
        TraceClass(environment: environment ?? []).isFromLTTng
    }

    func error(_ offset: Int, _ problem: String, _ remedy: String) -> CTFError {
        source.error(offset, problem, remedy)
    }
}

// Type names.
extension TSDLResolver {
    mutating func declare(_ declaration: TSDLDeclaration) throws(CTFError) {
        switch declaration {
        case .type(let type): _ = try resolve(type)
        case .alias(let type, let lengths, let name):
            try define(name, try array(of: try resolve(type), lengths, name.offset))
        case .typedef(let type, let declarators):
            let base = try self.base(type, of: declarators)
            for declarator in declarators {
                try define(declarator.name, try self.type(base, type, declarator))
            }
        }
    }

    /// Gives a type a name in the innermost scope.
    mutating func define(_ name: TSDLName, prefix: String = "", _ type: TSDLType) throws(CTFError) {
        let key = prefix + name.text
        let last = scopes.count - 1
        guard scopes[last].updateValue(type, forKey: key) == nil else {
            throw error(
                name.offset,
                "the type \"\(key)\" is declared twice in the same scope",
                TSDLRemedy.once
            )
        }
    }

    /// The type with a name; nil when no scope around declares it.
    func lookUp(_ key: String) -> TSDLType? {
        for scope in scopes.reversed() {
            if let type = scope[key] { return type }
        }
        return nil
    }

    func named(_ name: TSDLName, prefix: String = "") throws(CTFError) -> TSDLType {
        let key = prefix + name.text
        guard let type = lookUp(key) else {
            throw error(
                name.offset,
                "the type \"\(key)\" is not declared",
                TSDLRemedy.declareBefore
            )
        }
        return type
    }
}
