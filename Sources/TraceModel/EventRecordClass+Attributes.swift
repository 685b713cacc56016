// SPDX-License-Identifier: Apache-2.0

extension EventRecordClass {
    /// The namespaces in which tracers and readers put log levels and EMF URIs.
    ///
    /// Babeltrace 2.1 looks only into its own, LTTng and later versions of Babeltrace into LTTng's,
    /// so that what is written stands in both. Plume's own held the level of old recordings.
    private static let namespaces = ["babeltrace.org,2020", "lttng.org,2009", "plume"]

    /// The attributes of an event record class with a log level and an EMF URI.
    ///
    /// - Parameters:
    ///   - logLevel: the level; nil when it is not known.
    ///   - emfURI: the address of the event's model; nil when it has none.
    /// - Returns: the level as the word that readers of CTF 2 know, or as its number when there is
    ///   no such word.
    public static func attributes(logLevel: Int64?, emfURI: String?) -> Attributes {
        var entries: [Attributes.Entry] = []
        if let logLevel {
            let value =
                word(ofLogLevel: logLevel).map { AttributeValue.string($0) }
                ?? .integer(Int128(logLevel))
            entries.append(Attributes.Entry(name: "log-level", value: value))
        }
        if let emfURI {
            entries.append(Attributes.Entry(name: "emf-uri", value: .string(emfURI)))
        }
        guard !entries.isEmpty else { return [:] }
        return Attributes(
            namespaces.dropLast().map {
                Attributes.Entry(name: $0, value: .object(Attributes(entries)))
            }
        )
    }

    /// The user attributes with log level and EMF URI where readers of CTF 2 look for them.
    var attributesForReaders: Attributes {
        var result = attributes
        for known in Self.attributes(logLevel: logLevel, emfURI: emfURI).entries {
            guard case .object(let added) = known.value else { continue }
            switch result[known.name] {
            case nil: result = result.setting(known.name, to: known.value)
            case .object(var object):
                for entry in added.entries { object = object.setting(entry.name, to: entry.value) }
                result = result.setting(known.name, to: .object(object))
            // Whatever else it means, it is not ours to replace.
            default: continue
            }
        }
        return result
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

    /// The word for the severity, for example "info" or "debug:line"; nil when it is not known.
    public var logLevelWord: String? { logLevel.flatMap { Self.word(ofLogLevel: $0) } }

    /// The word for a log level; nil when there is none.
    private static func word(ofLogLevel level: Int64) -> String? {
        guard let index = Int(exactly: level), logLevelWords.indices.contains(index) else {
            return nil
        }
        return logLevelWords[index]
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
        func letters(_ text: String) -> String { text.lowercased().filter(\.isLetter) }
        let wanted = letters(word)
        return logLevelWords.firstIndex { letters($0) == wanted }.map(Int64.init)
            ?? (wanted == "warn" ? 4 : nil)
    }

    /// The words of CTF 2's attribute, by level.
    private static let logLevelWords = [
        "emergency", "alert", "critical", "error", "warning", "notice", "info", "debug:system",
        "debug:program", "debug:process", "debug:module", "debug:unit", "debug:function",
        "debug:line", "debug",
    ]
}
