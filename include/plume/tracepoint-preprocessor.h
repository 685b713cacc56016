// SPDX-License-Identifier: Apache-2.0
// The preprocessor's part of tracepoint.h: lists whose items are handed to a macro one by one.
// Lists end with one more item, `~`, so that an empty list has an item too.
//
// The preprocessor exchanges the names of macros in an argument for what they mean, unless the
// argument is an operand of `#` or `##`. What shall stay as it was written, as `errno` when it is
// the name of a field, is handed on beside a `##`, whose other operand is an empty argument.

#ifndef PLUME_TRACEPOINT_PREPROCESSOR_H
#define PLUME_TRACEPOINT_PREPROCESSOR_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#define PLUME_JOIN(left, right) PLUME_JOIN_(left, right)
#define PLUME_JOIN_(left, right) left##right
#define PLUME_TEXT(word) PLUME_TEXT_(word)
#define PLUME_TEXT_(word) #word

// A conversion, in C and C++.
#ifdef __cplusplus
#define PLUME_CAST(type, value) static_cast<type>(value)
#else
#define PLUME_CAST(type, value) ((type)(value))
#endif

// Whether compiler and assembler can say that linkers must keep a section.
#if defined(__has_attribute)
#if __has_attribute(retain)
#define PLUME_HAS_RETAIN 1
#endif
#endif

// Calls a macro with a list of arguments that was expanded before. A macro is not expanded within
// itself, so there is one for each level: declarations, items, types, and what changes types.
#define PLUME_CALL_1(macro, arguments) macro arguments
#define PLUME_CALL_2(macro, arguments) macro arguments
#define PLUME_CALL_3(macro, arguments) macro arguments
#define PLUME_CALL_4(macro, arguments) macro arguments
#define PLUME_CALL_5(macro, arguments) macro arguments

// What is within parentheses.
#define PLUME_UNPACK(tuple) PLUME_UNPACK_ tuple
#define PLUME_UNPACK_(...) __VA_ARGS__

#define PLUME_SECOND(...) PLUME_SECOND_(__VA_ARGS__)
#define PLUME_SECOND_(first, second, ...) second

// Whether something is within parentheses: 1 or 0.
#define PLUME_IS_TUPLE(what) PLUME_SECOND(PLUME_IS_TUPLE_ what, 0, ~)
#define PLUME_IS_TUPLE_(...) ~, 1

// Whether something is (name, attributes(list)): 1 or 0. The name may be that of a macro that means
// something else in parentheses.
#define PLUME_HAS_LIST(what) PLUME_SECOND(PLUME_HAS_LIST_ what, 0, ~)
#define PLUME_HAS_LIST_(...) PLUME_HAS_LIST_1(__VA_ARGS__, nothing, ~)
#define PLUME_HAS_LIST_1(name, list, ...) PLUME_HAS_##list, 0
#define PLUME_HAS_attributes(list) ~, 1
#define PLUME_HAS_no_attributes ~, 1
#define PLUME_HAS_nothing ~, 0

// A name or (name, attributes(list)) as two items.
#define PLUME_NAMED(name) PLUME_JOIN(PLUME_NAMED_, PLUME_HAS_LIST(name))(name)
#define PLUME_NAMED_0(name) name, no_attributes
#define PLUME_NAMED_1(name) PLUME_UNPACK_ name

// Macros that begin a declaration hand their arguments on as written by `, ##__VA_ARGS__`, which is
// an extension, and stand between these two.
#if defined(__clang__)
#define PLUME_EXTENSION_BEGIN                                                                      \
    _Pragma("clang diagnostic push")                                                               \
    _Pragma("clang diagnostic ignored \"-Wgnu-zero-variadic-macro-arguments\"")
#define PLUME_EXTENSION_END _Pragma("clang diagnostic pop")
#else
#define PLUME_EXTENSION_BEGIN
#define PLUME_EXTENSION_END
#endif

// The count of items before the last one, up to 64.
#define PLUME_COUNT(...)                                                                           \
    PLUME_COUNT_(__VA_ARGS__, 64, 63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49,      \
        48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27,    \
        26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3,   \
        2, 1, 0, ~)
#define PLUME_COUNT_(                                                                              \
    a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20,     \
    a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38,      \
    a39, a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56,      \
    a57, a58, a59, a60, a61, a62, a63, a64, a65, count, ...)                                       \
    count

// Whether there are more than 64 items before the last one: 1 or 0. Each is within parentheses.
#define PLUME_ARE_TOO_MANY(...) PLUME_IS_TUPLE(PLUME_AFTER_64(__VA_ARGS__,                         \
    ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~,                              \
    ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~,                              \
    ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~))
#define PLUME_AFTER_64(                                                                            \
    a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20,     \
    a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38,      \
    a39, a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55, a56,      \
    a57, a58, a59, a60, a61, a62, a63, a64, next, ...)                                             \
    next

// A list of at most 64 items, behind a 0; instead of a longer one, a 1 and one item.
#define PLUME_LIMITED(instead, ...)                                                                \
    PLUME_JOIN(PLUME_LIMITED_, PLUME_ARE_TOO_MANY(__VA_ARGS__))(instead, __VA_ARGS__)
#define PLUME_LIMITED_0(instead, ...) 0, __VA_ARGS__
#define PLUME_LIMITED_1(instead, ...) 1, instead, ~

// 1 when there is an item before the last one, else 0. Items are within parentheses.
#define PLUME_HAS(...) PLUME_IS_TUPLE(PLUME_FIRST(__VA_ARGS__, ~))
#define PLUME_FIRST(first, ...) first

// The number that follows.
#define PLUME_NEXT(number) PLUME_JOIN(PLUME_NEXT_, number)
#define PLUME_NEXT_0 1
#define PLUME_NEXT_1 2
#define PLUME_NEXT_2 3
#define PLUME_NEXT_3 4
#define PLUME_NEXT_4 5
#define PLUME_NEXT_5 6
#define PLUME_NEXT_6 7
#define PLUME_NEXT_7 8
#define PLUME_NEXT_8 9
#define PLUME_NEXT_9 10
#define PLUME_NEXT_10 11
#define PLUME_NEXT_11 12
#define PLUME_NEXT_12 13
#define PLUME_NEXT_13 14
#define PLUME_NEXT_14 15
#define PLUME_NEXT_15 16
#define PLUME_NEXT_16 17
#define PLUME_NEXT_17 18
#define PLUME_NEXT_18 19
#define PLUME_NEXT_19 20
#define PLUME_NEXT_20 21
#define PLUME_NEXT_21 22
#define PLUME_NEXT_22 23
#define PLUME_NEXT_23 24
#define PLUME_NEXT_24 25
#define PLUME_NEXT_25 26
#define PLUME_NEXT_26 27
#define PLUME_NEXT_27 28
#define PLUME_NEXT_28 29
#define PLUME_NEXT_29 30
#define PLUME_NEXT_30 31
#define PLUME_NEXT_31 32
#define PLUME_NEXT_32 33
#define PLUME_NEXT_33 34
#define PLUME_NEXT_34 35
#define PLUME_NEXT_35 36
#define PLUME_NEXT_36 37
#define PLUME_NEXT_37 38
#define PLUME_NEXT_38 39
#define PLUME_NEXT_39 40
#define PLUME_NEXT_40 41
#define PLUME_NEXT_41 42
#define PLUME_NEXT_42 43
#define PLUME_NEXT_43 44
#define PLUME_NEXT_44 45
#define PLUME_NEXT_45 46
#define PLUME_NEXT_46 47
#define PLUME_NEXT_47 48
#define PLUME_NEXT_48 49
#define PLUME_NEXT_49 50
#define PLUME_NEXT_50 51
#define PLUME_NEXT_51 52
#define PLUME_NEXT_52 53
#define PLUME_NEXT_53 54
#define PLUME_NEXT_54 55
#define PLUME_NEXT_55 56
#define PLUME_NEXT_56 57
#define PLUME_NEXT_57 58
#define PLUME_NEXT_58 59
#define PLUME_NEXT_59 60
#define PLUME_NEXT_60 61
#define PLUME_NEXT_61 62
#define PLUME_NEXT_62 63
#define PLUME_NEXT_63 64
#define PLUME_NEXT_64 65

// Hands all items but the last one to `macro(context, index, item)`, with indices from 1 on.
#define PLUME_EACH(macro, context, ...) PLUME_EACH_WRITTEN(macro, context, , __VA_ARGS__)
// The same with the items as they were written.
#define PLUME_EACH_WRITTEN(macro, context, empty, ...)                                             \
    PLUME_JOIN(PLUME_EACH_, PLUME_COUNT(empty##__VA_ARGS__))                                       \
    (macro, context, 1, empty, empty##__VA_ARGS__)
#define PLUME_EACH_0(macro, context, index, empty, ...)
#define PLUME_EACH_1(macro, context, index, empty, item, ...)                                      \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_0(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_2(macro, context, index, empty, item, ...)                                      \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_1(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_3(macro, context, index, empty, item, ...)                                      \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_2(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_4(macro, context, index, empty, item, ...)                                      \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_3(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_5(macro, context, index, empty, item, ...)                                      \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_4(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_6(macro, context, index, empty, item, ...)                                      \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_5(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_7(macro, context, index, empty, item, ...)                                      \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_6(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_8(macro, context, index, empty, item, ...)                                      \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_7(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_9(macro, context, index, empty, item, ...)                                      \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_8(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_10(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_9(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_11(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_10(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_12(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_11(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_13(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_12(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_14(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_13(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_15(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_14(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_16(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_15(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_17(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_16(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_18(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_17(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_19(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_18(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_20(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_19(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_21(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_20(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_22(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_21(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_23(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_22(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_24(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_23(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_25(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_24(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_26(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_25(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_27(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_26(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_28(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_27(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_29(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_28(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_30(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_29(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_31(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_30(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_32(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_31(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_33(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_32(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_34(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_33(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_35(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_34(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_36(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_35(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_37(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_36(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_38(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_37(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_39(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_38(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_40(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_39(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_41(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_40(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_42(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_41(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_43(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_42(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_44(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_43(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_45(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_44(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_46(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_45(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_47(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_46(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_48(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_47(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_49(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_48(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_50(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_49(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_51(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_50(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_52(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_51(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_53(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_52(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_54(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_53(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_55(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_54(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_56(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_55(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_57(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_56(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_58(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_57(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_59(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_58(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_60(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_59(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_61(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_60(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_62(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_61(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_63(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_62(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)
#define PLUME_EACH_64(macro, context, index, empty, item, ...)                                     \
    macro(context, index, empty##item)                                                             \
    PLUME_EACH_63(macro, context, PLUME_NEXT(index), empty, empty##__VA_ARGS__)

#endif
