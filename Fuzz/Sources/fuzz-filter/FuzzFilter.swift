// SPDX-License-Identifier: Apache-2.0

internal import EventContext
internal import EventFilter
internal import SideDescription

/// Knows a number and a text.
private struct Contexts: ContextSource {
    static let name = Array("worker-1".utf8)

    func integer(_ id: ContextID) -> Int64? { id.known == .cpu ? 3 : nil }

    func withText<Result>(_ id: ContextID, _ body: (Span<UInt8>) -> Result) -> Result? {
        id.known == .threadName ? body(Self.name.span) : nil
    }
}

private func integer(_ bits: UInt16) -> SideType { SideType(.integer(bits: bits, isSigned: true)) }

/// An event with names that the inputs use, behind parts whose size the record says.
private let description = SideEventDescription(
    provider: "fuzz",
    name: "event",
    fields: [
        SideField("port", integer(16)), SideField("wide", integer(128)),
        SideField("ratio", SideType(.float(bits: 64))), SideField("name", SideType(.string)),
        SideField("numbers", SideType(.array(integer(32)))),
        SideField("payload", SideType(.bytes(mediaType: "text/plain"))),
        SideField("present", SideType(.optional(SideType(.optional(integer(32)))))),
        SideField(
            "presentPair",
            SideType(
                .optional(
                    SideType(
                        .structure([
                            SideField("a", integer(8)), SideField("b", SideType(.string)),
                        ])
                    )
                )
            )
        ),
        SideField("last", integer(64)),
    ]
)

/// Takes an input as a filter and a record: a byte that is 0 for an expression and else for a
/// program, its count in 16 bits, the filter, the record.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFilter(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard count >= 3 else { return 0 }
    let end = min(count, 3 + Int(bytes[1]) + Int(bytes[2]) << 8)
    let filter = Array(bytes[3..<end])
    let program: FilterProgram
    if bytes[0] == 0 {
        do throws(FilterError) {
            program = try FilterProgram(String(decoding: filter, as: UTF8.self))
        } catch {
            _ = error.description
            return 0
        }
        // What was encoded must be readable again.
        precondition((try? FilterProgram(decoding: program.bytes)) == program)
    } else {
        guard let decoded = try? FilterProgram(decoding: filter) else { return 0 }
        program = decoded
    }
    let linked = LinkedFilter(program, description: description)
    let record = Array(bytes[end...])
    let isMatch = linked.matches(record.span, contexts: Contexts())
    precondition(!isMatch || !linked.neverMatches)
    return 0
}
