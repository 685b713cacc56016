// SPDX-License-Identifier: Apache-2.0
// The preprocessor's part of tracepoint.h: lists whose items are handed to a macro one by one.
// Lists end with one more item, `~`, so that an empty list has an item too.

#ifndef PLUME_TRACEPOINT_PREPROCESSOR_H
#define PLUME_TRACEPOINT_PREPROCESSOR_H

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

// A name or (name, attributes(list)) as two items.
#define PLUME_NAMED(name) PLUME_JOIN(PLUME_NAMED_, PLUME_IS_TUPLE(name))(name)
#define PLUME_NAMED_0(name) name, no_attributes
#define PLUME_NAMED_1(name) PLUME_UNPACK_ name

// The count of items before the last one.
#define PLUME_COUNT(...)                                                                           \
    PLUME_COUNT_(__VA_ARGS__, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16,  \
        15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, ~)
#define PLUME_COUNT_(                                                                              \
    a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20,     \
    a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, count, ...)                   \
    count

// 1 when there is an item before the last one, else 0.
#define PLUME_HAS(...) PLUME_JOIN(PLUME_HAS_, PLUME_COUNT(__VA_ARGS__))
#define PLUME_HAS_0 0
#define PLUME_HAS_1 1
#define PLUME_HAS_2 1
#define PLUME_HAS_3 1
#define PLUME_HAS_4 1
#define PLUME_HAS_5 1
#define PLUME_HAS_6 1
#define PLUME_HAS_7 1
#define PLUME_HAS_8 1
#define PLUME_HAS_9 1
#define PLUME_HAS_10 1
#define PLUME_HAS_11 1
#define PLUME_HAS_12 1
#define PLUME_HAS_13 1
#define PLUME_HAS_14 1
#define PLUME_HAS_15 1
#define PLUME_HAS_16 1
#define PLUME_HAS_17 1
#define PLUME_HAS_18 1
#define PLUME_HAS_19 1
#define PLUME_HAS_20 1
#define PLUME_HAS_21 1
#define PLUME_HAS_22 1
#define PLUME_HAS_23 1
#define PLUME_HAS_24 1
#define PLUME_HAS_25 1
#define PLUME_HAS_26 1
#define PLUME_HAS_27 1
#define PLUME_HAS_28 1
#define PLUME_HAS_29 1
#define PLUME_HAS_30 1
#define PLUME_HAS_31 1
#define PLUME_HAS_32 1

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

// Hands all items but the last one to `macro(context, index, item)`, with indices from 1 on.
#define PLUME_EACH(macro, context, ...)                                                            \
    PLUME_JOIN(PLUME_EACH_, PLUME_COUNT(__VA_ARGS__))(macro, context, 1, __VA_ARGS__)
#define PLUME_EACH_0(macro, context, index, ...)
#define PLUME_EACH_1(macro, context, index, item, ...)                                             \
    macro(context, index, item) PLUME_EACH_0(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_2(macro, context, index, item, ...)                                             \
    macro(context, index, item) PLUME_EACH_1(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_3(macro, context, index, item, ...)                                             \
    macro(context, index, item) PLUME_EACH_2(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_4(macro, context, index, item, ...)                                             \
    macro(context, index, item) PLUME_EACH_3(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_5(macro, context, index, item, ...)                                             \
    macro(context, index, item) PLUME_EACH_4(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_6(macro, context, index, item, ...)                                             \
    macro(context, index, item) PLUME_EACH_5(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_7(macro, context, index, item, ...)                                             \
    macro(context, index, item) PLUME_EACH_6(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_8(macro, context, index, item, ...)                                             \
    macro(context, index, item) PLUME_EACH_7(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_9(macro, context, index, item, ...)                                             \
    macro(context, index, item) PLUME_EACH_8(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_10(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_9(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_11(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_10(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_12(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_11(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_13(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_12(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_14(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_13(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_15(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_14(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_16(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_15(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_17(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_16(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_18(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_17(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_19(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_18(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_20(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_19(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_21(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_20(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_22(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_21(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_23(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_22(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_24(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_23(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_25(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_24(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_26(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_25(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_27(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_26(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_28(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_27(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_29(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_28(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_30(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_29(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_31(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_30(macro, context, PLUME_NEXT(index), __VA_ARGS__)
#define PLUME_EACH_32(macro, context, index, item, ...)                                            \
    macro(context, index, item) PLUME_EACH_31(macro, context, PLUME_NEXT(index), __VA_ARGS__)

#endif
