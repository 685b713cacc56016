// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Facts about this machine.
public enum Host {
    /// What `uname` says.
    public struct Identity: Hashable, Sendable {
        /// The machine's name on its network.
        public let name: String
        /// The kernel, for example "Linux".
        public let system: String
        /// The kernel's release, for example "6.18.44".
        public let release: String
        /// The kernel's build.
        public let version: String
        /// The processor architecture, for example "x86_64".
        public let machine: String
    }

    /// What `uname` says.
    public static func identity() -> Identity {
        var names = utsname()
        _ = unsafe uname(&names)
        return Identity(
            name: text(names.nodename),
            system: text(names.sysname),
            release: text(names.release),
            version: text(names.version),
            machine: text(names.machine)
        )
    }

    private static func text<Characters>(_ characters: Characters) -> String {
        var characters = characters
        // SAFETY: the bytes are those of the local copy, read only during the call, and the C
        // array's own length bounds them.
        return unsafe withUnsafeBytes(of: &characters) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// How many CPU numbers can occur, offline CPUs included: one more than the highest of
    /// `/sys/devices/system/cpu/possible`.
    public static func possibleCPUCount() -> Int {
        let list = (try? FileReader.pseudoFile("/sys/devices/system/cpu/possible")) ?? ""
        let last = list.split { $0 == "," || $0 == "-" }.last.flatMap { Int($0) }
        return last.map { $0 + 1 } ?? max(1, sysconf(Int32(_SC_NPROCESSORS_CONF)))
    }

    /// Random bytes that nobody can guess (`getrandom`).
    public static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// The local date and time as "20261123-154501", for the names of files (`localtime_r`).
    public static func localTimestamp() -> String {
        var seconds = time(nil)
        var parts = unsafe tm()
        _ = unsafe localtime_r(&seconds, &parts)
        let numbers = unsafe [
            parts.tm_year + 1_900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min,
            parts.tm_sec,
        ]
        let texts = numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }
        return texts[..<3].joined() + "-" + texts[3...].joined()
    }
}
