// SPDX-License-Identifier: Apache-2.0

#if Macros
// The example of docs/swift.md, to the letter.
import PlumeMacros

enum Color: UInt8, FieldEnumeration { case red, green }

@Tracepoint("shop", level: .notice, fields: ["total": .unit("EUR"), "id": .role("order-id")])
func orderPaid(id: UInt32, customer: String, total: Double, color: Color?)

func pay(_ id: UInt32, _ name: () -> String) {
    #trace(orderPaid(id: id, customer: name(), total: 12.5, color: .red))
    #event("shop", "cart_emptied", ["key": name() as String, "color": .green as Color])
}
#endif
