// SPDX-License-Identifier: Apache-2.0

import Foundation
import RingBuffer
import SystemCalls
import Testing

@Suite("Memory in files")
struct FileMemoryTests {
    private let root = NSTemporaryDirectory() + "/plume-files-" + UUID().uuidString
    private let geometry: RingGeometry

    init() throws {
        geometry = try #require(
            RingGeometry(cpuCount: 1, sizeBytes: RingGeometry.minimumSizeBytes)
        )
    }

    /// What a program makes of a file with some attributes.
    private func isMapped(
        bytes: Int,
        mode: Int = 0o600,
        allocatedBytes: Int? = nil,
        owner: Int? = nil
    ) throws -> Bool {
        let folder = try PrivateFolder(creating: root)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let file = try folder.createFile(
            "file",
            sizeBytes: bytes,
            allocatedBytes: allocatedBytes ?? bytes
        )
        var attributes: [FileAttributeKey: Any] = [.posixPermissions: mode]
        if let owner { attributes[.ownerAccountID] = owner }
        try FileManager.default.setAttributes(attributes, ofItemAtPath: "\(root)/file")
        do throws(SystemError) {
            _ = try RingProducer(file, geometry: geometry, clock: .monotonic)
            return true
        } catch {
            return false
        }
    }

    @Test("is mapped by a program only if nobody else can write or cut it, and all is there")
    func acceptance() throws {
        let bytes = geometry.fileBytes
        #expect(try isMapped(bytes: bytes))
        #expect(try isMapped(bytes: bytes + 4_096, mode: 0o644))
        #expect(try !isMapped(bytes: bytes - 1))
        #expect(try !isMapped(bytes: bytes, mode: 0o620))
        #expect(try !isMapped(bytes: bytes, mode: 0o602))
        #expect(try !isMapped(bytes: bytes, allocatedBytes: 0))
        // Only the controller writes behind the records, and by calls that may fail.
        let records = geometry.definitionsFileOffset
        #expect(try isMapped(bytes: bytes, allocatedBytes: records))
        #expect(try !isMapped(bytes: bytes, allocatedBytes: records - 4_096))
        if Process.user == 0 { #expect(try !isMapped(bytes: bytes, owner: 12_345)) }
    }

    @Test("is not a pipe, a device or a socket")
    func otherKinds() throws {
        let null = try FileDescriptor.open("/dev/null", .read)
        let none = FileDescriptor(owning: -1)
        let isUsable = [
            SharedMemory.isUsable(null, sizeBytes: 0, allocatedBytes: 0),
            SharedMemory.isUsable(none, sizeBytes: 0, allocatedBytes: 0),
        ]
        #expect(isUsable == [false, false])
    }

    @Test("stands in a folder for its user alone, where no file is made twice or through a link")
    func folder() throws {
        let folder = try PrivateFolder(creating: root)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let attributes = try FileManager.default.attributesOfItem(atPath: root)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        #expect(throws: SystemError.self) { _ = try PrivateFolder(creating: root) }
        let file = try folder.createFile("file", allocatedBytes: 100_000)
        let (size, allocated) = (try file.size(), try file.allocatedBytes())
        #expect(size == 100_000)
        #expect(allocated >= 100_000)
        #expect(throws: SystemError.self) { _ = try folder.createFile("file") }
        try FileManager.default.createSymbolicLink(
            atPath: "\(root)/link",
            withDestinationPath: "\(root)/target"
        )
        #expect(throws: SystemError.self) { _ = try folder.createFile("link") }
        #expect(!FileManager.default.fileExists(atPath: "\(root)/target"))
    }
}
