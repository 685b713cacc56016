// SPDX-License-Identifier: Apache-2.0

import CTFMetadata
import Foundation
import Testing
import TraceModel

@Suite("Nesting")
struct NestingTests {
    private static let location =
        "'selector-field-location':{'origin':'event-record-payload','path':['u']},"
    private static let kinds = [
        ["{'type':'structure','member-classes':[{'name':'a','field-class':", "}]}"],
        ["{'type':'static-length-array','length':1,'element-field-class':", "}"],
        ["{'type':'optional',\(location)'selector-field-ranges':[[1,2]],'field-class':", "}"],
        [
            "{'type':'variant',\(location)'options':[{'selector-field-ranges':[[1,2]],"
                + "'field-class':", "}]}",
        ],
    ]

    private static func metadata(_ kind: [String], depth: Int) -> [UInt8] {
        let start = String(repeating: kind[0], count: depth)
        let end = String(repeating: kind[1], count: depth)
        return Rule.bytes([
            Rule.preamble, Rule.stream,
            "{'type':'event-record-class','payload-field-class':{'type':'structure',"
                + "'member-classes':["
                + "{'name':'u','field-class':{'type':'variable-length-unsigned-integer'}},"
                + "{'name':'z','field-class':\(start){'type':'null-terminated-string'}\(end)}]}}",
        ])
    }

    /// Parses, writes and parses again, on a thread with a small stack.
    private func result(_ bytes: [UInt8]) async -> Result<[UInt8], CTFError> {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                do throws(CTFError) {
                    let metadata = try MetadataParser.parse(bytes)
                    let written = CTF2MetadataWriter.metadataStream(metadata)
                    _ = try MetadataParser.parse(written)
                    continuation.resume(returning: .success(written))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
    }

    @Test("Classes 1,000 levels deep are read and written on a small stack", arguments: kinds)
    func deep(kind: [String]) async throws {
        let bytes = Self.metadata(kind, depth: 1000)
        let written = try await result(bytes).get()
        #expect(written.count == bytes.count)
    }

    @Test("Deeper classes are refused with a clear error", arguments: kinds)
    func tooDeep(kind: [String]) async {
        for depth in [1023, 1200] {
            guard case .failure(let error) = await result(Self.metadata(kind, depth: depth)) else {
                Issue.record("The depth \(depth) was accepted.")
                return
            }
            #expect(error.problem == "field classes are nested more than 1024 deep")
            #expect(error.place.count < 500)
        }
    }

    @Test("Aliases nest as deeply as what they stand for")
    func aliases() {
        var fragments = [Rule.preamble]
        for level in 0..<1100 {
            let inner = level == 0 ? "{'type':'null-terminated-string'}" : "'a\(level - 1)'"
            fragments.append(
                "{'type':'field-class-alias','name':'a\(level)','field-class':"
                    + "{'type':'static-length-array','length':1,'element-field-class':\(inner)}}"
            )
        }
        let error = #expect(throws: CTFError.self) {
            try MetadataParser.parse(Rule.bytes(fragments))
        }
        #expect(error?.problem == "field classes are nested more than 1024 deep")
        #expect(error?.place.hasPrefix("fragment 1025,") == true)
    }
}
