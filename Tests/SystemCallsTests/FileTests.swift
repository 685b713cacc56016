// SPDX-License-Identifier: Apache-2.0

import Bytes
import SystemCalls
import Testing

@Suite("Files and directories")
final class FileTests {
    private let folder = "/tmp/plume-system-calls-\(Process.id)-\(UInt32.random(in: 0 ... .max))"

    init() throws { try Directory.create(folder, mode: 0o700) }

    deinit {
        for name in (try? Directory.entries(of: folder)) ?? [] {
            try? Directory.removeFile("\(folder)/\(name)")
        }
        try? Directory.removeDirectory(folder)
    }

    @Test("hold what was written, in each way in which it can be")
    func writing() throws {
        let path = "\(folder)/file"
        let file = try FileDescriptor.open(path, .createNew)
        try file.write([1, 2, 3])
        let rest: [UInt8] = [5, 6, 7, 8]
        try rest.withRawSpan { span throws(SystemError) in
            try file.write([4], then: span, count: 3)
        }
        var buffer = TextBuffer()
        buffer.append(string: "0123456789")
        try buffer.write(2..<4, to: file)
        try buffer.write(8..<99, to: file)
        try file.write([9], at: 1)
        #expect(try file.size() == 11)
        let contents = try FileReader.contents(of: path, limitBytes: 11)
        #expect(contents == [1, 9, 3, 4, 5, 6, 7, 0x32, 0x33, 0x38, 0x39])
        let refusal = SystemError(call: "read", subject: path, errno: .messageTooLarge)
        #expect(throws: refusal) { try FileReader.contents(of: path, limitBytes: 10) }
    }

    @Test("are read in windows, of which the last is short")
    func windows() throws {
        let path = "\(folder)/file"
        try FileDescriptor.open(path, .createPrivate).write(Array(0..<100))
        let reader = try FileReader(path: path, mode: .readUntrusted)
        var window: [UInt8] = []
        try reader.fill(&window, at: 90, count: 20)
        #expect(window == Array(90..<100))
        let count = try reader.read(into: &window, at: 98, count: 20, paddingBytes: 3)
        #expect(count == 2 && window.count >= 23 && window[..<5] == [98, 99, 0, 0, 0])
        try reader.fill(&window, at: 1_000, count: 5)
        #expect(window == [])
    }

    @Test("say what is wrong with them")
    func failures() throws {
        let path = "\(folder)/file"
        let missing = SystemError(call: "open", subject: path, errno: .noSuchFile)
        #expect(throws: missing) { try FileReader(path: path) }
        #expect(missing.description == "open \(path): No such file or directory")
        try FileDescriptor.open(path, .createNew).write([1])
        let existing = SystemError(call: "open", subject: path, errno: .fileExists)
        #expect(throws: existing) { _ = try FileDescriptor.open(path, .createPrivate) }
        try Directory.link("\(folder)/link", to: path)
        #expect(Directory.linkTarget("\(folder)/link") == path)
        #expect(throws: SystemError.self) {
            try FileReader(path: "\(folder)/link", mode: .readUntrusted)
        }
        #expect(try Directory.entries(of: folder).sorted() == ["file", "link"])
    }

    @Test("have names of any bytes")
    func names() throws {
        let name = ByteText.text([0x61, 0xFF, 0x62])
        try FileDescriptor.open("\(folder)/\(name)", .createNew).write([1])
        #expect(try Directory.entries(of: folder) == [name])
        #expect(try FileReader.contents(of: "\(folder)/\(name)", limitBytes: 1) == [1])
    }
}

@Suite("Numbers as the C library writes them")
struct FloatingPointTextTests {
    @Test(
        "are those of %g and %f",
        arguments: [
            (0.0, "0", "0.000000"), (-0.0, "-0", "-0.000000"), (1.5, "1.5", "1.500000"),
            (1e6, "1e+06", "1000000.000000"), (123_456.0, "123456", "123456.000000"),
            (1e-5, "1e-05", "0.000010"), (.infinity, "inf", "inf"), (-.infinity, "-inf", "-inf"),
        ]
    )
    func texts(_ value: Double, _ general: String, _ fixed: String) {
        var text: [UInt8] = []
        FloatingPointText.append(value, to: &text)
        #expect(String(decoding: text, as: UTF8.self) == general)
        #expect(String(decoding: FloatingPointText.sixDecimals(value), as: UTF8.self) == fixed)
    }

    @Test("are whole when they are very long")
    func longest() {
        let longest = FloatingPointText.sixDecimals(-.greatestFiniteMagnitude)
        #expect(longest.count == 317)
    }
}
