// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file
// What the macro makes of this, so that the program can be built without it; a unit test compares:
//
//     @Tracepoint("probed")
//     func hit(number: UInt32, text: String)

import CProbe
import Plume


func hit(number: UInt32, text: String) {
    if _plume_hit.isEnabled {
        _plume_hit.emit(number, text)
    }
}

enum _plume_hit {
    @section("plume_event_state_836393723382603258") @used @exclusivity(unchecked)
    nonisolated(unsafe) static var state:
        (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
    @section("plume_event") @used @exclusivity(unchecked)
    nonisolated(unsafe) static var record: (
        UInt64, UInt64, @convention(c) () -> UnsafeMutableRawPointer, UInt64,
        UInt64, UInt64, UInt64, UInt64,
        UInt64, UInt64, UInt64, UInt64,
        UInt64, UInt64, UInt64, UInt64,
        UInt64, UInt64, UInt64, UInt64,
        UInt64, UInt64, UInt64, UInt64,
        UInt64, UInt64, UInt64, UInt64,
        UInt64, UInt64, UInt64, UInt64,
        UInt64, UInt64, UInt64, UInt64,
        UInt64, UInt64, UInt64, UInt64,
        UInt64, UInt64, UInt64, UInt64
    ) = (
        0x315645454d554c50, 0x100000160, {
            unsafe EventEmission.stateAddress(&_plume_hit.state)
        }, 0x500000148,
        0x70, 0x0, 0x0, 0x90,
        0x0, 0x97, 0x0, 0x9b,
        0x0, 0x2, 0x0, 0x0,
        0x0, 0x600110033, 0x68006465626f7270, 0x13b007469,
        0x0, 0x4000000, 0x0, 0x0,
        0x400, 0x0, 0x0, 0x0,
        0x0, 0x142000000, 0x0, 0x12000000,
        0x0, 0x0, 0x100, 0x0,
        0x0, 0x0, 0x0, 0x65626d756e000000,
        0x747865740072, 0x4800000038, 0x9b00000058, 0xeb
    )
    @inline(__always)
    nonisolated static var isEnabled: Bool {
        unsafe EventEmission.isEnabled(&Self.state)
    }
    @inline(never)
    nonisolated static func emit(_ field0: UInt32, _ field1: String) {
        plume_probe_begin()
        plume_probe_digit_b()
        plume_probe_digit_9()
        plume_probe_digit_b()
        plume_probe_digit_7()
        plume_probe_digit_7()
        plume_probe_digit_a()
        plume_probe_digit_8()
        plume_probe_digit_f()
        plume_probe_digit_6()
        plume_probe_digit_9()
        plume_probe_digit_6()
        plume_probe_digit_1()
        plume_probe_digit_d()
        plume_probe_digit_f()
        plume_probe_digit_a()
        plume_probe_note()
        plume_probe_text_70()
        plume_probe_text_72()
        plume_probe_text_6f()
        plume_probe_text_62()
        plume_probe_text_65()
        plume_probe_text_64()
        plume_probe_text_00()
        plume_probe_text_68()
        plume_probe_text_69()
        plume_probe_text_74()
        plume_probe_text_00()
        plume_probe_here()
        unsafe EventEmission.emit(&Self.state) { writer in
            field0.write(into: &writer)
            field1.write(into: &writer)
        }
    }
}
