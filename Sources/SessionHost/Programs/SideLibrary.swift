// SPDX-License-Identifier: Apache-2.0

package import SideDescription
internal import SystemCalls

/// Brings `libside.so.0` into a program that describes events but was linked without it.
///
/// Linkers drop a library of which nothing is called, and the headers call it only where it is
/// there. docs/c-tracepoints.md.
package struct SideLibrary {
    private static let name = "libside.so.0"
    private static let tracerName = "libplume-tracer.so.0"
    /// Folders that hold libraries wherever nothing else is said.
    private static let systemFolders = [
        "/usr/local/lib", "/usr/local/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu",
        "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/lib", "/usr/lib",
    ]
    private static let maximumLibraries = 256

    private let variables: [String]
    /// Where plume itself is.
    private let home: String

    private init(_ variables: [String]) {
        self.variables = variables
        home = Self.folder(of: Process.executable)
    }

    /// The environment of a command, with the library preloaded where its program needs that.
    ///
    /// - Parameters:
    ///   - arguments: the command.
    ///   - variables: the environment as it would be, each as "NAME=value".
    /// - Returns: the environment, and what to tell the user when events will not be recorded.
    static func environment(
        for arguments: [String],
        _ variables: [String]
    ) -> (variables: [String], warning: String?) {
        let library = SideLibrary(variables)
        guard let program = library.path(of: arguments.first ?? ""), library.isMissed(by: program)
        else { return (variables, nil) }
        guard let path = library.own else {
            return (variables, "\(program) \(Self.why) \(library.advice)")
        }
        return (library.preloading(path), nil)
    }

    private static let why =
        "has events for the SIDE ABI and is linked without \(name), so plume must bring it:"

    private var advice: String {
        let places = candidates.joined(separator: ", ")
        return "\(Self.name) with \(Self.tracerName) beside it is not in \(places) or a folder of"
            + " the system. Nothing of the program will be recorded. Libraries/install puts both in"
            + " place"
    }

    /// The environment with a library before those that the user has preloaded.
    private func preloading(_ path: String) -> [String] {
        let key = "LD_PRELOAD="
        let given = value("LD_PRELOAD")
        let list = given.isEmpty ? path : "\(path):\(given)"
        return variables.filter { !$0.hasPrefix(key) } + [key + list]
    }

    // MARK: Whether it is needed

    /// Whether a program, or a library that it is loaded with, has events, and none of them brings
    /// the runtime.
    private func isMissed(by program: String) -> Bool {
        let preloaded = value("LD_PRELOAD").split { $0 == ":" || $0 == " " }
        guard !preloaded.contains(where: { Self.base(of: String($0)) == Self.name }) else {
            return false
        }
        var waiting = [program]
        var seen: Set<String> = [program]
        var describesEvents = false
        while let path = waiting.popLast(), seen.count <= Self.maximumLibraries {
            guard let linkage = Self.linkage(of: path) else { continue }
            guard path != program || linkage.isDynamic else { return false }
            if linkage.containsRuntime { return false }
            if linkage.describesEvents { describesEvents = true }
            for library in linkage.libraries {
                if Self.base(of: library) == Self.name { return false }
                guard let found = find(library, for: path, linkage.folders) else { continue }
                if seen.insert(found).inserted { waiting.append(found) }
            }
        }
        return describesEvents
    }

    private static func linkage(of path: String) -> ELFLinkage? {
        // Opening a pipe would wait for whoever writes to it.
        guard Directory.kind(of: path) == .file, let file = try? FileReader(path: path) else {
            return nil
        }
        return ELFLinkage { offset, count in
            guard offset < file.size else { return [] }
            var bytes: [UInt8] = []
            let available = Int(min(UInt64(count), file.size - offset))
            guard (try? file.fill(&bytes, at: offset, count: available)) != nil else { return [] }
            return bytes
        }
    }

    /// The file of a command's program, and what it says about its libraries; nil when it is none
    /// that can be read, for example a script.
    package static func program(of arguments: [String]) -> (path: String, linkage: ELFLinkage)? {
        let library = SideLibrary(Environment.all())
        guard let path = library.path(of: arguments.first ?? ""), let linkage = linkage(of: path)
        else { return nil }
        return (path, linkage)
    }

    /// The file of a command, as the kernel and `PATH` find it.
    private func path(of command: String) -> String? {
        if command.isEmpty { return nil }
        if command.contains("/") { return command }
        return value("PATH").split(separator: ":").map { "\($0)/\(command)" }
            .first { Directory.kind(of: $0) == .file }
    }

    /// The file of a library that another file needs.
    private func find(_ library: String, for path: String, _ folders: [String]) -> String? {
        if library.contains("/") { return library }
        let origin = Self.folder(of: Directory.absolutePath(of: path))
        let own = folders.map { Self.replacingOrigin(in: $0, origin) }
        let given = value("LD_LIBRARY_PATH").split { $0 == ":" || $0 == ";" }.map(String.init)
        return (own + given + Self.systemFolders).map { "\($0)/\(library)" }
            .first { Directory.kind(of: $0) == .file }
    }

    private static func replacingOrigin(in folder: String, _ origin: String) -> String {
        for word in ["$ORIGIN", "${ORIGIN}"] where folder.hasPrefix(word) {
            return origin + folder.dropFirst(word.count)
        }
        return folder
    }

    // MARK: Where it is

    /// Beside plume, where an installation has libraries, and where a build of this repository has.
    private var candidates: [String] {
        [home, "\(Self.folder(of: home))/lib", "\(Self.folder(of: Self.folder(of: home)))/side"]
    }

    /// The library that this plume brings.
    ///
    /// A path that has a separator of the list cannot be preloaded.
    private var own: String? {
        (candidates + Self.systemFolders).first { folder in
            Directory.kind(of: "\(folder)/\(Self.name)") == .file
                && Directory.kind(of: "\(folder)/\(Self.tracerName)") == .file
                && !folder.contains { $0 == ":" || $0 == " " }
        }.map { "\($0)/\(Self.name)" }
    }

    private func value(_ variable: String) -> String {
        let key = variable + "="
        guard let entry = variables.first(where: { $0.hasPrefix(key) }) else { return "" }
        return String(entry.dropFirst(key.count))
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return String(path[..<slash])
    }

    private static func base(of path: String) -> String {
        String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }
}
