// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Contexts", .enabled(if: Tools.areBuilt))
struct ContextTests {
    private let folder = TemporaryFolder()

    /// Each context, and the field in which the program says what it found out by itself.
    private static let pairs = [
        ("pid", "process"), ("tid", "thread"), ("vpid", "process"), ("vtid", "thread"),
        ("vppid", "parent"), ("procname", "thread_name"), ("vuid", "user"), ("veuid", "user"),
        ("vsuid", "user"), ("vgid", "group"), ("vegid", "group"), ("vsgid", "group"),
        ("nice", "niceness"), ("uts_ns", "uts_inode"), ("cgroup", "cgroup_path"),
        ("app_shop_tenant", "tenant_name"),
    ]

    private func recorded(_ options: [String]) throws -> [RecordedEvent] {
        let names = ["process_name", "task_id", "task_priority", "cpu_id", "ip"]
        let contexts =
            Self.pairs.map { $0.0 }.filter { !$0.hasPrefix("app_") } + names
            + ["$app.shop:tenant", "$app.shop:load", "callstack-user:4"]
        let record = try Finished(
            [Tools.plume, "record", "--quiet", "--output", folder.path("trace")] + options
                + contexts.flatMap { ["--context", $0] }
                + ["--", Tools.program("contexts")]
        )
        #expect(record.status == 0, "\(record.errors)")
        return try RecordedEvent.all(folder.path("trace"))
    }

    @Test(
        "tell what the program sees, also after it forked, renamed itself or became another",
        arguments: [[], ["--buffer-ownership", "process"], ["--trace-format", "ctf-1.8"]]
    )
    func values(options: [String]) throws {
        let events = try recorded(options)
        let steps = [
            "start", "rename", "task-local", "nice", "task", "fork", "namespace", "exec", "user",
            "end",
        ]
        #expect(events.map { $0.fields["step"] as? String } == steps)
        for event in events {
            for (context, field) in Self.pairs {
                #expect(
                    "\(event.contexts[context] ?? "none")" == "\(event.fields[field] ?? "none")",
                    "\(context) in \(event.fields["step"] ?? "")"
                )
            }
            #expect(
                event.contexts["app_shop_load"] as? String == "\(event.fields["load_value"] ?? "")"
            )
            let stack = try #require(event.contexts["callstack_user_4"] as? [NSNumber])
            #expect(stack.first == event.contexts["ip"] as? NSNumber)
            #expect((1...4).contains(stack.count))
        }
        // A thread may be moved after it has seen where it runs, and before it writes.
        let moved = events.filter { $0.contexts["cpu_id"] as? Int != $0.cpu }
        #expect(moved.count <= 2)
        #expect(events[0].contexts["process_name"] as? String == "contexts")
        #expect(events[4].contexts["process_name"] as? String == "renamed")
        #expect(events[5].fields["uts_inode"] as? Int != events[6].fields["uts_inode"] as? Int)
        #expect(events[8].contexts["vuid"] as? Int == 34)
        let tasks = events.compactMap { $0.contexts["task_id"] as? Int }
        #expect(tasks[4] != 0 && tasks[0] == 0)
        #expect(events[4].contexts["task_priority"] as? Int == 17)
    }

    @Test("filters ask for contexts that are not recorded")
    func filters() throws {
        for (filter, steps) in [
            ("$app.shop:tenant == \"acme\"", ["task-local"]),
            (
                "$app.shop:tenant == \"*\" && $ctx.procname == \"ren*\" && $ctx.vpid == process"
                    + " && step == \"n*\"", ["nice", "namespace"]
            ),
            (
                "$ctx.vuid == 34 || $ctx.nice == 0 && $ctx.vtid == thread",
                ["start", "rename", "task-local", "user"]
            ),
        ] {
            let path = folder.path("filtered-\(steps.count)")
            let record = try Finished([
                Tools.plume, "record", "--quiet", "--output", path, "--filter", filter, "--",
                Tools.program("contexts"),
            ])
            #expect(record.status == 0, "\(record.errors)")
            let found = try RecordedEvent.all(path).compactMap { $0.fields["step"] as? String }
            #expect(found == steps, "\(filter)")
        }
    }

    @Test("counters of the kernel grow")
    func counters() throws {
        let record = try Finished([
            Tools.plume, "record", "--quiet", "--output", folder.path("trace"),
            "--context", "perf:thread:task-clock", "--context", "perf:thread:page-fault", "--",
            Tools.program("flight"), "1", "5000",
        ])
        #expect(record.status == 0, "\(record.errors)")
        let events = try RecordedEvent.all(folder.path("trace"))
        #expect(events.count == 5_000)
        let clock = events.compactMap { $0.contexts["perf_thread_task_clock"] as? Int }
        #expect(clock.count == 5_000 && zip(clock, clock.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(try #require(clock.last) > (try #require(clock.first)))
    }

    @Test("mistakes are told with their place and the remedy")
    func mistakes() throws {
        let context = try Finished([
            Tools.plume, "record", "--context", "procnam", "--", "/bin/true",
        ])
        #expect(context.status == 2)
        #expect(context.errors.contains("procnam"))
        #expect(context.errors.contains("--list-contexts"))
        // No machine has a counter of this number.
        let counter = try Finished([
            Tools.plume, "record", "--context", "perf:thread:raw:rffffffffffff:none", "--",
            "/bin/true",
        ])
        #expect(counter.status == 2 && counter.errors.contains("does not count"))
        let list = try Finished([Tools.plume, "record", "--list-contexts"])
        #expect(list.status == 0 && list.output.contains("callstack-user:N"))
        let filter = try Finished([
            Tools.plume, "record", "--filter", "size > > 3", "--", "/bin/true",
        ])
        #expect(filter.status == 2)
        #expect(filter.errors.contains("\n         ^\n"), "\(filter.errors)")
    }
}
