// SPDX-License-Identifier: Apache-2.0
// A note for debuggers beside each call site, in SystemTap's format (.note.stapsdt, version 3):
// perf, bpftrace and gdb find it by provider and name. The note's semaphore is a part of the word
// that enables the event, which neither runtime nor kernel use: a debugger that attaches enables
// the call site, even in a program without the runtime. PLUME_NO_PROBES leaves the notes out.

#ifndef PLUME_TRACEPOINT_PROBE_H
#define PLUME_TRACEPOINT_PROBE_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "tracepoint-fields.h"

#if defined(PLUME_NO_PROBES) || !(defined(__x86_64__) || defined(__aarch64__)) || defined(__ILP32__)
#define PLUME_PROBE(provider, name, linkage, state, owner, ...)
#else

// Debuggers that know it exchange a nop of five bytes for a call.
#if defined(__x86_64__)
#define PLUME_PROBE_NOP ".byte 0x0f, 0x1f, 0x44, 0x00, 0x00"
#else
#define PLUME_PROBE_NOP "nop"
#endif

// Where the middle of the word is that counts who has the event enabled.
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define PLUME_PROBE_SEMAPHORE "12"
#else
#define PLUME_PROBE_SEMAPHORE "10"
#endif

// The name of a static object may be changed when the program is linked as a whole, and an address
// is no constant where others may take the place of an exported object.
#define PLUME_PROBE_STATE_STATIC(state) "%c[word]"
#define PLUME_PROBE_STATE_HIDDEN(state) #state
#define PLUME_PROBE_STATE_EXPORTED(state) #state
#define PLUME_PROBE_OPERAND_STATIC(state) [word] "i"(&state)
#define PLUME_PROBE_OPERAND_HIDDEN(state) [word] "n"(0)
#define PLUME_PROBE_OPERAND_EXPORTED(state) [word] "n"(0)

// The base and .probes below are for tools alone, so linkers that collect garbage may drop them:
// they are retained, where the assembler knows how to say so.
#ifdef PLUME_HAS_RETAIN
#define PLUME_PROBE_RETAINED "R"
#else
#define PLUME_PROBE_RETAINED ""
#endif

// perf and bpftrace find a semaphore in the file as they would in the section .probes: so there is
// one, which is placed among writable data as the states are.
#define PLUME_PROBE(provider, name, linkage, state, owner, ...)                                    \
    __asm__ volatile(                                                                              \
        "990: " PLUME_PROBE_NOP "\n"                                                               \
        ".pushsection .note.stapsdt, \"?\", \"note\"\n"                                            \
        ".balign 4\n"                                                                              \
        ".4byte 992f - 991f, 994f - 993f, 3\n"                                                     \
        "991: .asciz \"stapsdt\"\n"                                                                \
        "992: .balign 4\n"                                                                         \
        "993: .8byte 990b\n"                                                                       \
        ".8byte _.stapsdt.base\n"                                                                  \
        ".8byte " PLUME_PROBE_STATE_##linkage(state) " + " PLUME_PROBE_SEMAPHORE "\n"              \
        ".asciz \"" provider "\"\n"                                                                \
        ".asciz \"" name "\"\n"                                                                    \
        ".asciz \"" PLUME_EACH(PLUME_PROBE_TEXT, owner, __VA_ARGS__) "\"\n"                        \
        "994: .balign 4\n"                                                                         \
        ".popsection\n"                                                                            \
        ".ifndef _.stapsdt.base\n"                                                                 \
        ".pushsection .stapsdt.base, \"aG" PLUME_PROBE_RETAINED "\", \"progbits\", "               \
        ".stapsdt.base, comdat\n"                                                                  \
        ".weak _.stapsdt.base\n"                                                                   \
        ".hidden _.stapsdt.base\n"                                                                 \
        "_.stapsdt.base: .space 1\n"                                                               \
        ".size _.stapsdt.base, 1\n"                                                                \
        ".popsection\n"                                                                            \
        ".pushsection .probes, \"awG" PLUME_PROBE_RETAINED "\", \"progbits\", "                    \
        ".plume.probes, comdat\n"                                                                  \
        ".space 2\n"                                                                               \
        ".popsection\n"                                                                            \
        ".endif\n"                                                                                 \
        :                                                                                          \
        : PLUME_PROBE_OPERAND_##linkage(state)                                                     \
              PLUME_EACH(PLUME_PROBE_OPERAND, owner, __VA_ARGS__));

// Each argument is a machine word: integers as numbers, floats as the bits of a double, strings and
// arrays as addresses; what is no word is 0. Tools read 12 arguments.
#define PLUME_PROBE_TEXT(owner, index, field)                                                      \
    PLUME_PROBE_FIELD(PLUME_PROBE_TEXT_, owner, index, field)
#define PLUME_PROBE_OPERAND(owner, index, field)                                                   \
    PLUME_PROBE_FIELD(PLUME_PROBE_OPERAND_, owner, index, field)
#define PLUME_PROBE_FIELD(macro, owner, index, field)                                              \
    PLUME_JOIN(PLUME_PROBE_KEEP_, index)(PLUME_FIELD_CALL(macro, owner, index, field))
#define PLUME_PROBE_TEXT_(owner, index, type, name, text, attributes)                              \
    PLUME_CALL_3(PLUME_PROBE_TEXT__, (index, PLUME_UNPACK(PLUME_ROW_##type)))
#define PLUME_PROBE_TEXT__(index, kind, ...)                                                       \
    PLUME_PROBE_SIZE_##kind(__VA_ARGS__, ~) "@%[at" #index "] "
#define PLUME_PROBE_OPERAND_(owner, index, type, name, text, attributes)                           \
    PLUME_CALL_3(                                                                                  \
        PLUME_PROBE_OPERAND__, (index, given_##index.value, PLUME_UNPACK(PLUME_ROW_##type)))
#define PLUME_PROBE_OPERAND__(index, value, kind, ...)                                             \
    , [at##index] "nor"(PLUME_PROBE_VALUE_##kind(value, __VA_ARGS__, ~))

#define PLUME_PROBE_SIGN_0 "8"
#define PLUME_PROBE_SIGN_1 "-8"
#define PLUME_PROBE_SIZE_of_integer(label, size, bits, is_signed, ...) PLUME_PROBE_SIGN_##is_signed
#define PLUME_PROBE_VALUE_of_integer(value, ...) PLUME_CAST(int64_t, value)
#define PLUME_PROBE_SIZE_of_null(...) "8"
#define PLUME_PROBE_VALUE_of_null(value, ...) PLUME_CAST(int64_t, 0)
#define PLUME_PROBE_SIZE_of_bool(...) "8"
#define PLUME_PROBE_VALUE_of_bool(value, ...) PLUME_CAST(int64_t, value)
#define PLUME_PROBE_SIZE_of_byte(...) "8"
#define PLUME_PROBE_VALUE_of_byte(value, ...) PLUME_CAST(int64_t, value)
#define PLUME_PROBE_SIZE_of_dynamic(...) "8"
#define PLUME_PROBE_VALUE_of_dynamic(value, ...) PLUME_CAST(int64_t, 0)
#define PLUME_PROBE_SIZE_of_pointer(...) "8"
#define PLUME_PROBE_VALUE_of_pointer(value, ...) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIZE_of_string(...) "8"
#define PLUME_PROBE_VALUE_of_string(value, ...) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIZE_of_float(...) "8"
#define PLUME_PROBE_VALUE_of_float(value, label, ...) PLUME_PROBE_##label(value)
#define PLUME_PROBE_SIZE_of_object(...) "8"
#define PLUME_PROBE_VALUE_of_object(value, label, ...) PLUME_PROBE_##label(value)
#define PLUME_PROBE_SIZE_of_enum(...) "8"
#define PLUME_PROBE_VALUE_of_enum(value, label, ...) PLUME_PROBE_##label(value)
#define PLUME_PROBE_SIZE_gather_of_bool(...) "8"
#define PLUME_PROBE_VALUE_gather_of_bool(value, ...) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIZE_gather_of_integer(...) "8"
#define PLUME_PROBE_VALUE_gather_of_integer(value, ...) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIZE_gather_of_pointer(...) "8"
#define PLUME_PROBE_VALUE_gather_of_pointer(value, ...) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIZE_gather_of_byte(...) "8"
#define PLUME_PROBE_VALUE_gather_of_byte(value, ...) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIZE_gather_of_float(...) "8"
#define PLUME_PROBE_VALUE_gather_of_float(value, ...) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIZE_gather_of_string(...) "8"
#define PLUME_PROBE_VALUE_gather_of_string(value, ...) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIZE_gather_of_struct(...) "8"
#define PLUME_PROBE_VALUE_gather_of_struct(value, ...) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIZE_gather_of_array(...) "8"
#define PLUME_PROBE_VALUE_gather_of_array(value, ...) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIZE_gather_of_vla(...) "8"
#define PLUME_PROBE_VALUE_gather_of_vla(value, ...) PLUME_CAST(int64_t, 0)
#define PLUME_PROBE_SIDE_TYPE_STRUCT(value) PLUME_CAST(int64_t, 0)
#define PLUME_PROBE_SIDE_TYPE_VARIANT(value) PLUME_CAST(int64_t, 0)
#define PLUME_PROBE_SIDE_TYPE_OPTIONAL(value) PLUME_CAST(int64_t, 0)
#define PLUME_PROBE_SIDE_TYPE_VLA(value) PLUME_CAST(int64_t, 0)
#define PLUME_PROBE_SIDE_TYPE_ARRAY(value) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIDE_TYPE_VLA_VISITOR(value) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIDE_TYPE_ENUM(value) PLUME_CAST(int64_t, value)
#define PLUME_PROBE_SIDE_TYPE_ENUM_BITMAP(value) PLUME_CAST(int64_t, 0)
#define PLUME_PROBE_SIDE_TYPE_GATHER_ENUM(value) PLUME_POINTER_NUMBER(value)
#define PLUME_PROBE_SIDE_TYPE_FLOAT16(value) PLUME_CAST(int64_t, value.bits)
#define PLUME_PROBE_SIDE_TYPE_FLOAT32(value) plume_double_bits(PLUME_CAST(double, value))
#define PLUME_PROBE_SIDE_TYPE_FLOAT64(value) plume_double_bits(PLUME_CAST(double, value))
#define PLUME_PROBE_SIDE_TYPE_FLOAT128(value) plume_double_bits(PLUME_CAST(double, value))

#ifdef __cplusplus
#define PLUME_POINTER_NUMBER(pointer) reinterpret_cast<uintptr_t>(pointer)
#else
#define PLUME_POINTER_NUMBER(pointer) ((uintptr_t)(pointer))
#endif

PLUME_INLINE int64_t plume_double_bits(double number) {
    int64_t bits = 0;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

#define PLUME_PROBE_KEEP_1(...) __VA_ARGS__
#define PLUME_PROBE_KEEP_2(...) __VA_ARGS__
#define PLUME_PROBE_KEEP_3(...) __VA_ARGS__
#define PLUME_PROBE_KEEP_4(...) __VA_ARGS__
#define PLUME_PROBE_KEEP_5(...) __VA_ARGS__
#define PLUME_PROBE_KEEP_6(...) __VA_ARGS__
#define PLUME_PROBE_KEEP_7(...) __VA_ARGS__
#define PLUME_PROBE_KEEP_8(...) __VA_ARGS__
#define PLUME_PROBE_KEEP_9(...) __VA_ARGS__
#define PLUME_PROBE_KEEP_10(...) __VA_ARGS__
#define PLUME_PROBE_KEEP_11(...) __VA_ARGS__
#define PLUME_PROBE_KEEP_12(...) __VA_ARGS__
#define PLUME_PROBE_KEEP_13(...)
#define PLUME_PROBE_KEEP_14(...)
#define PLUME_PROBE_KEEP_15(...)
#define PLUME_PROBE_KEEP_16(...)
#define PLUME_PROBE_KEEP_17(...)
#define PLUME_PROBE_KEEP_18(...)
#define PLUME_PROBE_KEEP_19(...)
#define PLUME_PROBE_KEEP_20(...)
#define PLUME_PROBE_KEEP_21(...)
#define PLUME_PROBE_KEEP_22(...)
#define PLUME_PROBE_KEEP_23(...)
#define PLUME_PROBE_KEEP_24(...)
#define PLUME_PROBE_KEEP_25(...)
#define PLUME_PROBE_KEEP_26(...)
#define PLUME_PROBE_KEEP_27(...)
#define PLUME_PROBE_KEEP_28(...)
#define PLUME_PROBE_KEEP_29(...)
#define PLUME_PROBE_KEEP_30(...)
#define PLUME_PROBE_KEEP_31(...)
#define PLUME_PROBE_KEEP_32(...)
#define PLUME_PROBE_KEEP_33(...)
#define PLUME_PROBE_KEEP_34(...)
#define PLUME_PROBE_KEEP_35(...)
#define PLUME_PROBE_KEEP_36(...)
#define PLUME_PROBE_KEEP_37(...)
#define PLUME_PROBE_KEEP_38(...)
#define PLUME_PROBE_KEEP_39(...)
#define PLUME_PROBE_KEEP_40(...)
#define PLUME_PROBE_KEEP_41(...)
#define PLUME_PROBE_KEEP_42(...)
#define PLUME_PROBE_KEEP_43(...)
#define PLUME_PROBE_KEEP_44(...)
#define PLUME_PROBE_KEEP_45(...)
#define PLUME_PROBE_KEEP_46(...)
#define PLUME_PROBE_KEEP_47(...)
#define PLUME_PROBE_KEEP_48(...)
#define PLUME_PROBE_KEEP_49(...)
#define PLUME_PROBE_KEEP_50(...)
#define PLUME_PROBE_KEEP_51(...)
#define PLUME_PROBE_KEEP_52(...)
#define PLUME_PROBE_KEEP_53(...)
#define PLUME_PROBE_KEEP_54(...)
#define PLUME_PROBE_KEEP_55(...)
#define PLUME_PROBE_KEEP_56(...)
#define PLUME_PROBE_KEEP_57(...)
#define PLUME_PROBE_KEEP_58(...)
#define PLUME_PROBE_KEEP_59(...)
#define PLUME_PROBE_KEEP_60(...)
#define PLUME_PROBE_KEEP_61(...)
#define PLUME_PROBE_KEEP_62(...)
#define PLUME_PROBE_KEEP_63(...)
#define PLUME_PROBE_KEEP_64(...)

#endif

#endif
