// SPDX-License-Identifier: Apache-2.0

#if Macros
import CPlume
import PlumeMacros
import SideDescription
import SystemCalls
import Testing

@Suite("Notes for debuggers in the program's file")
struct NoteTests {
    /// What a note says; addresses are those of the file.
    private struct Note {
        let fullName: String
        let place: UInt
        let semaphore: UInt
        let arguments: String
    }

    @Test("name every event and nothing else of ours, once")
    func names() throws {
        let names = try Self.notes().map(\.fullName).filter { $0.hasPrefix("macro-") }
        let events = try SectionEvents.inFile().map(\.fullName)
        #expect(names.sorted() == events.filter { $0.hasPrefix("macro-") }.sorted())
    }

    @Test("point to a place to stop at, and to a semaphore within the event's state")
    func addresses() throws {
        let notes = try Self.notes()
        let events = try SectionEvents.inFile()
        let states = unsafe SectionEvents.statesInMemory()
        var distances: Set<UInt> = []
        for (index, event) in events.enumerated() {
            let note = try #require(notes.first { $0.fullName == event.fullName })
            let state = unsafe UInt(bitPattern: states[index])
            let distance = state &+ 12 &- note.semaphore
            distances.insert(distance)
            let place = try unsafe #require(
                UnsafePointer<UInt8>(bitPattern: note.place &+ distance)
            )
            // SAFETY: the place lies in the program's code, if it is one at all.
            let code = (0..<Self.stop.count).map { unsafe place[$0] }
            #expect(code == Self.stop, "\(event.fullName)")
            #expect(note.arguments.isEmpty)
        }
        // The file is loaded somewhere as a whole.
        #expect(distances.count == 1)
    }

    @Test("enable their event when a debugger raises the semaphore")
    func semaphore() throws {
        let state = try unsafe SectionEvents.state(of: "macro-test:watched")
        let semaphore = unsafe (state + 12).assumingMemoryBound(to: UInt16.self)
        var evaluated = 0
        func hit() {
            #event("macro-test", "watched", ["number": Self.count(&evaluated) as Int])
        }
        hit()
        #expect(evaluated == 0)
        // SAFETY: the semaphore is two bytes of the state that no tracer uses.
        unsafe semaphore.pointee += 1
        hit()
        #expect(evaluated == 1)
        unsafe semaphore.pointee -= 1
        hit()
        #expect(evaluated == 1)
    }

    private static func count(_ number: inout Int) -> Int {
        number += 1
        return number
    }

    #if arch(x86_64)
    private static let stop: [UInt8] = [0x0F, 0x1F, 0x44, 0x00, 0x00]
    #else
    private static let stop: [UInt8] = [0x1F, 0x20, 0x03, 0xD5]
    #endif

    private static func notes() throws -> [Note] {
        let reader = try FileReader(path: "/proc/self/exe")
        var bytes = [UInt8](repeating: 0, count: Int(reader.size))
        try reader.fill(&bytes, at: 0, count: bytes.count)
        var rest = try #require(try ELFImage(bytes).section(".note.stapsdt"))[...]
        var notes: [Note] = []
        while rest.count >= 20 {
            // Sizes of the owner's name and of what follows, a type, and the name: "stapsdt".
            #expect(number(rest, 4) == 8)
            let size = Int(number(rest.dropFirst(4), 4))
            let words = rest.dropFirst(20)
            let texts = words.dropFirst(24).prefix(size - 24)
                .split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            try #require(texts.count == 3)
            notes.append(
                Note(
                    fullName: "\(texts[0]):\(texts[1])",
                    place: number(words, 8),
                    semaphore: number(words.dropFirst(16), 8),
                    arguments: texts[2].filter { $0 != "\0" }
                )
            )
            rest = words.dropFirst((size + 3) & ~3)
        }
        return notes
    }

    private static func number(_ bytes: ArraySlice<UInt8>, _ count: Int) -> UInt {
        bytes.prefix(count).reversed().reduce(0) { $0 << 8 | UInt($1) }
    }
}
#endif
