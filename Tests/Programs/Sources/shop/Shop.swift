// SPDX-License-Identifier: Apache-2.0

import Plume

enum State: UInt8, FieldEnumeration { case waiting, paid, sent }

let orderDone = Tracepoint(
    "shop",
    "order_done",
    level: .notice,
    Field<UInt32>("id", role: "order-id"),
    Field<String>("customer"),
    Field<State>("state"),
    Field<Double>("total", unit: "EUR"),
    Field<[UInt16]>("items"),
    Field<String?>("coupon")
)
let customerIsThere = Tracepoint("shop", "customer_is_there", Field<String>("name"))
let mistaken = Tracepoint("shop", "mistaken", Field<Int>("n"), Field<String>("n"))

@main
struct Shop {
    static func main() {
        StateDump.register("customers") {
            for name in ["Ada", "Bo"] { customerIsThere(name) }
        }
        orderDone(1, "Ada", .paid, 12.5, [7, 9], nil)
        orderDone(2, "Bo", .sent, 3.25, [], "SPRING")
        mistaken(1, "one")
    }
}
