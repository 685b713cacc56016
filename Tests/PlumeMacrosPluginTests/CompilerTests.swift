// SPDX-License-Identifier: Apache-2.0

#if Macros
import Foundation
import Testing

/// What the compiler says of programs with mistakes, the macros included.
@Suite("The compiler says of a mistake")
struct CompilerTests {
    private static let products = URL(
        fileURLWithPath: (try? FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/self/exe"
        )) ?? ""
    ).deletingLastPathComponent().path
    private static let sources =
        #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Sources"

    /// The errors in a source text, without places; those in expansions included.
    private static func errors(in source: String) throws -> [String] {
        let folder = NSTemporaryDirectory() + "/plume-compiler-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/program.swift"
        try source.write(toFile: file, atomically: true, encoding: .utf8)
        var arguments = [
            "swiftc", "-typecheck", "-parse-as-library", "-swift-version", "6",
            "-load-plugin-executable", "\(products)/PlumeMacrosPlugin-tool#PlumeMacrosPlugin",
            "-I", "\(products)/Modules",
        ]
        for module in ["CPlume", "CSide", "CProbe"] {
            arguments += [
                "-Xcc", "-fmodule-map-file=\(products)/\(module).build/module.modulemap",
                "-Xcc", "-I\(sources)/\(module)/include",
            ]
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments + [file]
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = pipe
        try process.run()
        let output = String(
            decoding: pipe.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        process.waitUntilExit()
        return output.matches(of: /(?m)^[^ \n][^\n]*?: error: ([^\n]*)/).map {
            String($0.output.1)
        }
    }

    @Test("nothing where there is none")
    func sound() throws {
        let errors = try Self.errors(
            in: """
                import PlumeMacros
                enum Method: UInt8, FieldEnumeration { case get }
                @Tracepoint("a") func f(x: Int, method: Method, names: [String: Method])
                let two = Tracepoint("a", "b", Field<UInt32>("id"), Field<Method>("method"))
                func g() {
                    #trace(f(x: 1, method: .get, names: [:]))
                    #event("a", "c", ["method": Method.get as Method])
                    two(1, .get)
                }
                """
        )
        #expect(errors == [])
    }

    @Test(
        "in a declaration one thing, however often it is called",
        arguments: [
            (#"@Tracepoint("a:b") func f(x: Int)"#, "the provider 'a:b'"),
            (#"@Tracepoint("a") func f(x: Int = 1)"#, "the parameter 'x'"),
            (#"@Tracepoint("a") func f<T>(x: T)"#, "an event cannot be generic"),
            (#"@Tracepoint("a") func f(x: Int...)"#, "the parameter 'x'"),
            (#"@Tracepoint("a") func f(x: any Hashable)"#, "'any Hashable' is not a type"),
        ]
    )
    func refused(declaration: String, message: String) throws {
        let errors = try Self.errors(
            in: """
                import PlumeMacros
                \(declaration)
                func g(x: Int) {
                    #trace(f(x: x))
                    #trace(f(x: 2))
                    _ = f(x: 3)
                }
                """
        )
        #expect(errors.count == 1)
        #expect(errors.first?.hasPrefix(message) == true, "\(errors)")
    }

    @Test("of an instance's tracepoint that it belongs to none, and of its calls nothing")
    func instance() throws {
        let errors = try Self.errors(
            in: """
                import PlumeMacros
                struct S {
                    @Tracepoint("a") func f(x: Int)
                    func g() {
                        #trace(f(x: 1))
                        #trace(self.f(x: 2))
                    }
                }
                """
        )
        #expect(errors.count == 1)
        #expect(errors.first?.hasPrefix("a tracepoint belongs to no instance") == true)
    }

    @Test("of a type that is no field's what it lacks")
    func foreignType() throws {
        let errors = try Self.errors(
            in: """
                import PlumeMacros
                struct Date {}
                @Tracepoint("a") func f(x: Date)
                """
        )
        #expect(
            errors.first == "static method 'member(_:_:attributes:)' requires that 'Date' conform"
                + " to 'FieldValue'"
        )
        #expect(errors.count <= 2)
    }

    @Test(
        "of a call with another number of arguments than fields how many are wrong",
        arguments: [
            ("two(1)", "an argument is missing: write one for each field"),
            ("two()", "two arguments are missing: write one for each field"),
            ("two(1, text, text)", "one argument is too many: write one for each field"),
            ("two(1, text, 2, text)", "two arguments are too many: write one for each field"),
            ("one()", "an argument is missing: write one for each field"),
            ("one(1, 2)", "one argument is too many: write one for each field"),
            ("none(1)", "one argument is too many: write one for each field"),
            ("four(1)", "three arguments are missing: write one for each field"),
            ("#trace(lazy(x: 1))", "missing argument for parameter 'y' in call"),
            ("#trace(lazy(x: 1, y: 2, z: 3))", "extra argument 'z' in call"),
        ]
    )
    func counts(call: String, message: String) throws {
        let errors = try Self.errors(
            in: """
                import PlumeMacros
                @Tracepoint("a") func lazy(x: Int, y: Int)
                let none = Tracepoint("a", "none")
                let one = Tracepoint("a", "one", Field<Int>("n"))
                let two = Tracepoint("a", "two", Field<UInt32>("id"), Field<String>("path"))
                let four = Tracepoint(
                    "a", "four", Field<Int>("n"), Field<Int>("m"), Field<Int>("o"), Field<Int>("p"))
                func g(text: String) { \(call) }
                """
        )
        #expect(errors.count == 1)
        #expect(errors.first?.hasSuffix(message) == true, "\(errors)")
    }

    @Test("of an argument of another type the two types")
    func types() throws {
        let errors = try Self.errors(
            in: """
                import Plume
                let two = Tracepoint("a", "two", Field<UInt32>("id"), Field<String>("path"))
                func g(number: Int) {
                    two(number, "x")
                    two(1, number)
                }
                """
        )
        #expect(
            errors == [
                "cannot convert value of type 'Int' to expected argument type 'UInt32'",
                "cannot convert value of type 'Int' to expected argument type 'String'",
            ]
        )
    }
}
#endif
