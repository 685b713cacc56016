// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// An event of a trace, as `plume convert -o json` tells it.
struct RecordedEvent {
    let name: String
    let stream: Int
    let streamClass: Int
    let cpu: Int?
    let time: Int
    let contexts: [String: Any]
    let fields: [String: Any]

    /// All events of a trace in the order of their times.
    static func all(_ path: String) throws -> [RecordedEvent] {
        let convert = try Finished([Tools.plume, "convert", "-o", "json", path])
        #expect(convert.status == 0, "\(convert.errors)")
        return try convert.output.split(separator: "\n").compactMap { line in
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            )
            guard object["type"] as? String == "event" else { return nil }
            return RecordedEvent(
                name: try #require(object["name"] as? String),
                stream: try #require(object["stream"] as? Int),
                streamClass: try #require(object["stream_class"] as? Int),
                cpu: object["cpu"] as? Int,
                time: try #require((object["time"] as? String).flatMap { Int($0) }),
                contexts: object["common_context"] as? [String: Any] ?? [:],
                fields: object["fields"] as? [String: Any] ?? [:]
            )
        }
    }
}
