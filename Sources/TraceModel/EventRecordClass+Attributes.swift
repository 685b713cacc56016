// SPDX-License-Identifier: Apache-2.0

extension EventRecordClass {
    /// The namespace of the attributes which carry what CTF 1.8 has and CTF 2 has not.
    public static let ctf1AttributeNamespace = "babeltrace.org,2020"

    /// The namespaces in which tracers and readers put log levels and EMF URIs.
    private static let namespaces = [ctf1AttributeNamespace, "lttng.org,2009", "plume"]

    /// The attributes of an event record class with a log level and an EMF URI.
    public static func attributes(logLevel: Int64?, emfURI: String?) -> Attributes {
        var entries: [Attributes.Entry] = []
        if let logLevel {
            entries.append(
                Attributes.Entry(name: "log-level", value: .integer(Int128(logLevel)))
            )
        }
        if let emfURI {
            entries.append(Attributes.Entry(name: "emf-uri", value: .string(emfURI)))
        }
        guard !entries.isEmpty else { return [:] }
        return [ctf1AttributeNamespace: .object(Attributes(entries))]
    }

    /// The severity from 0, an emergency, to 14, the finest debugging; nil when it is not known.
    ///
    /// The attribute may be a number or a word.
    public var logLevel: Int64? {
        for namespace in Self.namespaces {
            guard case .object(let object) = attributes[namespace] else { continue }
            switch object["log-level"] {
            case .integer(let level): return Int64(exactly: level)
            case .string(let word):
                if let level = Self.logLevel(word) { return level }
            default: continue
            }
        }
        return nil
    }

    /// The address of the event's model in the Eclipse Modeling Framework; nil when it has none.
    public var emfURI: String? {
        for namespace in Self.namespaces {
            guard case .object(let object) = attributes[namespace],
                case .string(let text) = object["emf-uri"]
            else { continue }
            return text
        }
        return nil
    }

    /// The log level that a word means, in whatever way its parts are joined.
    private static func logLevel(_ word: String) -> Int64? {
        let letters = word.lowercased().filter(\.isLetter)
        return logLevelWords.firstIndex(of: letters).map(Int64.init)
            ?? (letters == "warn" ? 4 : nil)
    }

    private static let logLevelWords = [
        "emergency", "alert", "critical", "error", "warning", "notice", "info", "debugsystem",
        "debugprogram", "debugprocess", "debugmodule", "debugunit", "debugfunction", "debugline",
        "debug",
    ]
}
