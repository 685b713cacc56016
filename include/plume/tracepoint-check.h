// SPDX-License-Identifier: Apache-2.0
// How arguments reach their fields. Each field is a structure of its own, whose name has that of
// the field, so that the compiler names the field when an argument does not fit. Nothing of this
// costs anything when the program runs. docs/c-tracepoints.md lists the errors.

#ifndef PLUME_TRACEPOINT_CHECK_H
#define PLUME_TRACEPOINT_CHECK_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "tracepoint-mistakes.h"
#include "tracepoint-scalars.h"

/** What follows the last argument. */
struct plume_no_more_arguments {
    struct plume_end_of_arguments {
        char unused; ///< C has no empty structure.
    } value;         ///< What no argument is.
};

// One more argument of a call whose first one stands there already, and the end of the arguments.
// The context is (mark, owner).
#define PLUME_PASS(context, index, argument)                                                       \
    , PLUME_CALL_IN(PLUME_CONVERT, (PLUME_UNPACK_ context, index, argument))
#define PLUME_FINISH(mark, owner, count) PLUME_FINISH_(mark, owner, PLUME_NEXT(count))
#define PLUME_FINISH_(mark, owner, index) PLUME_FINISH_1(mark, owner, index)
#define PLUME_FINISH_1(mark, owner, index)                                                         \
    , PLUME_FINISH_2(                                                                              \
          mark, plume_parameter_##index##_of_##owner, struct plume_missing_##index##_of_##owner)

// What an argument that is missing means to clang: a field has a mistake by this name, and so has
// what follows a surplus argument. After the last field there is none.
#ifdef __clang__
#define PLUME_MISSING(mark, owner, index, name)                                                    \
    PLUME_MISTAKE(                                                                                 \
        mark, plume_missing_##index##_of_##owner,                                                  \
        "plume: the argument for " #name "_of_" #owner " is missing")
#define PLUME_MISSING_NONE(mark, owner, index, next)                                               \
    struct plume_missing_##index##_of_##owner {                                                    \
        unsigned plume_mistake;                                                                    \
    };                                                                                             \
    PLUME_MISTAKE(                                                                                 \
        mark, plume_missing_##next##_of_##owner,                                                   \
        "plume: an argument does not fit any_field_as_number_" #index "_of_" #owner)
#else
#define PLUME_MISSING(mark, owner, index, name)
#define PLUME_MISSING_NONE(mark, owner, index, next)
#endif

#ifdef __cplusplus

#include <type_traits>

// C++ names the field in the parameter of a template.
#define PLUME_MISFIT(mark, owner, index, name)

// An argument that follows the last one fits nothing, and there the call ends.
#define PLUME_SURPLUS(mark, owner, index, next) PLUME_SURPLUS_(mark, owner, index, next)
#define PLUME_SURPLUS_(mark, owner, index, next)                                                   \
    struct plume_argument_does_not_fit_any_field_as_number_##index##_of_##owner                    \
        : plume_no_more_arguments {};                                                              \
    typedef struct plume_argument_does_not_fit_any_field_as_number_##index##_of_##owner            \
        plume_parameter_##index##_of_##owner;                                                      \
    typedef struct plume_argument_does_not_fit_any_field_as_number_##index##_of_##owner            \
        plume_parameter_##next##_of_##owner;                                                       \
    enum {                                                                                         \
        plume_category_##index##_of_##owner = PLUME_CATEGORY_EXACT,                                \
        plume_least_##index##_of_##owner = 0                                                       \
    };                                                                                             \
    PLUME_MISSING_NONE(mark, owner, index, next)

#ifdef __clang__
// A field without argument, or an argument without field, is refused while the call is read, and
// there clang ends: after it, every function that could have been called would be explained.
#define PLUME_FINISH_2(mark, parameter, missing)                                                   \
    (static_cast<void>(PLUME_REPORT(mark, missing)), plume::finish())
#else
#define PLUME_FINISH_2(mark, parameter, missing) plume::finish<parameter>()
#endif

// Arrays reach the templates as they are.
#define PLUME_CHECK_COUNT(context, index, argument)

#ifdef PLUME_NO_CHECKS
#define PLUME_CONVERT(mark, owner, index, argument)                                                \
    plume::convert<plume_parameter_##index##_of_##owner>(argument)
#else
#define PLUME_CONVERT(mark, owner, index, argument)                                                \
    plume::pass<                                                                                   \
        plume_parameter_##index##_of_##owner, plume_category_##index##_of_##owner,                 \
        plume_least_##index##_of_##owner,                                                          \
        (__builtin_constant_p(argument) &&                                                         \
         plume::holds<                                                                             \
             plume_parameter_##index##_of_##owner, plume_category_##index##_of_##owner>(           \
             argument))>(argument)
#endif

namespace plume {

template <class Type> constexpr bool is_integer() {
#if defined(__SIZEOF_INT128__)
    if (std::is_same<Type, plume_u128>::value || std::is_same<Type, plume_s128>::value) return true;
#endif
    return std::is_integral<Type>::value;
}

template <class Type, bool is_enum> struct number {
    using type = Type;
};
template <class Type> struct number<Type, true> {
    using type = typename std::underlying_type<Type>::type;
};

// Whether all values of one type of integers are values of another.
template <class Value, class Given> constexpr bool fits() {
    using Number = typename number<Given, std::is_enum<Given>::value>::type;
    if constexpr (is_integer<Value>() && is_integer<Number>()) {
        constexpr bool takes_negative = static_cast<Value>(-1) < static_cast<Value>(1);
        constexpr bool may_be_negative =
            !std::is_same<Number, bool>::value && static_cast<Number>(-1) < static_cast<Number>(1);
        if (may_be_negative) return takes_negative && sizeof(Number) <= sizeof(Value);
        return takes_negative ? sizeof(Number) < sizeof(Value) : sizeof(Number) <= sizeof(Value);
    } else {
        return false;
    }
}

// Whether an argument may be that of a field, by its type.
template <class Value, int category, class Given> constexpr bool accepts() {
    if constexpr (category == PLUME_CATEGORY_UNSIGNED || category == PLUME_CATEGORY_SIGNED) {
        return fits<Value, Given>();
    } else if constexpr (category == PLUME_CATEGORY_BOOL) {
        return is_integer<Given>();
    } else if constexpr (category == PLUME_CATEGORY_FLOAT) {
        return (std::is_floating_point<Given>::value || std::is_same<Given, Value>::value) &&
               sizeof(Given) <= sizeof(Value);
    } else if constexpr (category == PLUME_CATEGORY_ANY_POINTER) {
        return std::is_pointer<Given>::value;
    } else if constexpr (std::is_pointer<Value>::value) {
        return std::is_pointer<Given>::value && std::is_convertible<Given, Value>::value;
    } else {
        return std::is_same<Given, Value>::value;
    }
}

// Whether a constant is a value of the type of a field.
template <class Parameter, int category, class Given> constexpr bool holds(const Given &given) {
    using Value = decltype(Parameter::value);
    if constexpr (
        (category == PLUME_CATEGORY_UNSIGNED || category == PLUME_CATEGORY_SIGNED) &&
        is_integer<Value>() && is_integer<Given>()) {
        const Value value = static_cast<Value>(given);
        const bool is_negative = given < static_cast<Given>(1) && given != static_cast<Given>(0);
        return static_cast<Given>(value) == given &&
               is_negative == (value < static_cast<Value>(1) && value != static_cast<Value>(0));
    } else {
        static_cast<void>(given);
        return false;
    }
}

template <class Parameter, class Given>
inline __attribute__((always_inline)) Parameter convert(const Given &given) {
    using Value = decltype(Parameter::value);
    Parameter parameter = {static_cast<Value>(given)};
    return parameter;
}

// The compiler names the field in the parameter's type.
template <
    class Parameter, int category, std::size_t least, bool is_constant_that_fits, class Given>
inline __attribute__((always_inline)) Parameter pass(const Given &given) {
    constexpr bool is_accepted =
        is_constant_that_fits ||
        accepts<decltype(Parameter::value), category, typename std::decay<Given>::type>();
    static_assert(is_accepted, "plume: an argument does not fit the type of its field");
    static_assert(
        !std::is_array<Given>::value || std::extent<Given>::value == 0 ||
            std::extent<Given>::value >= least,
        "plume: an array has fewer elements than its field");
    if constexpr (is_accepted) {
        return convert<Parameter>(given);
    } else {
        return Parameter();
    }
}

#ifdef __clang__
inline plume_no_more_arguments finish() {
    return plume_no_more_arguments();
}
#else
template <class Parameter> inline plume_no_more_arguments finish() {
    static_assert(
        std::is_base_of<plume_no_more_arguments, Parameter>::value,
        "plume: the argument for a field is missing");
    return plume_no_more_arguments();
}
#endif

} // namespace plume

#else

// The name of the type is what the compiler says of an argument that a field cannot take. There is
// no such object: the compiler finds the wrong type first.
#ifdef __clang__
#define PLUME_MISFIT(mark, owner, index, name)                                                     \
    PLUME_MISTAKE(                                                                                 \
        mark, plume_misfit_##index##_of_##owner,                                                   \
        "plume: an argument does not fit " #name "_of_" #owner)
#else
#define PLUME_MISFIT(mark, owner, index, name)                                                     \
    struct plume_argument_##index##_does_not_fit_##name##_of_##owner {                             \
        char unused;                                                                               \
    };                                                                                             \
    extern struct plume_argument_##index##_does_not_fit_##name##_of_##owner                        \
        plume_misfit_##index##_of_##owner;
#endif

// An argument that follows the last one fits nothing, and there the call ends.
#define PLUME_SURPLUS(mark, owner, index, next) PLUME_SURPLUS_(mark, owner, index, next)
#define PLUME_SURPLUS_(mark, owner, index, next)                                                   \
    typedef struct plume_no_more_arguments plume_parameter_##index##_of_##owner;                   \
    typedef struct plume_no_more_arguments plume_parameter_##next##_of_##owner;                    \
    typedef struct plume_no_more_arguments plume_value_##index##_of_##owner;                       \
    typedef struct plume_no_more_arguments *plume_alternative_##index##_of_##owner;                \
    typedef struct plume_no_more_arguments plume_counted_##index##_of_##owner;                     \
    enum {                                                                                         \
        plume_category_##index##_of_##owner = PLUME_CATEGORY_EXACT,                                \
        plume_least_##index##_of_##owner = 0                                                       \
    };                                                                                             \
    PLUME_MISFIT(mark, owner, index, any_field_as_number_##index)                                  \
    PLUME_MISSING_NONE(mark, owner, index, next)

PLUME_INLINE struct plume_no_more_arguments plume_finish(void) {
    struct plume_no_more_arguments made = { { 0 } };
    return made;
}

#ifdef __clang__
#define PLUME_FINISH_2(mark, parameter, missing)                                                   \
    ((void)PLUME_REPORT(mark, missing), plume_finish())
#else
#define PLUME_FINISH_2(mark, parameter, missing)                                                   \
    _Generic(*(parameter *)0, struct plume_no_more_arguments: plume_finish())
#endif

#ifdef PLUME_NO_CHECKS
#define PLUME_CHECK_COUNT(context, index, argument)
#define PLUME_CONVERT(mark, owner, index, argument)                                                \
    ((plume_parameter_##index##_of_##owner){ argument })
#else
// Whether an argument is an array, and of how many elements, is known where it is written. An array
// of variable length may be as long as it must be.
#define PLUME_CHECK_COUNT(context, index, argument)                                                \
    PLUME_CALL_IN(PLUME_CHECK_COUNT_, (PLUME_UNPACK_ context, index, argument))
#define PLUME_CHECK_COUNT_(mark, owner, index, argument)                                           \
    PLUME_LOOK_AT(argument)                                                                        \
    __extension__ typedef __typeof__(_Generic(                                                     \
        (argument),                                                                                \
        plume_counted_##index##_of_##owner *: (argument),                                          \
        const plume_counted_##index##_of_##owner *: (argument),                                    \
        default: (void *)0)) plume_given_##index __attribute__((unused));                          \
    PLUME_ASSERT(                                                                                  \
        mark, given_##index##_of_##owner,                                                          \
        !PLUME_IS_SHORTER(                                                                         \
            plume_given_##index, plume_counted_##index##_of_##owner,                               \
            plume_least_##index##_of_##owner),                                                     \
        "plume: an array has fewer elements than its field: argument " #index " of " #owner);
// Clang tells of a mistake within a declaration at its end, after all that follows from it.
#ifdef __clang__
#define PLUME_LOOK_AT(argument)                                                                    \
    if (0) (void)(argument);
#else
#define PLUME_LOOK_AT(argument)
#endif
#define PLUME_IS_SHORTER(given, element, least)                                                    \
    ((__builtin_types_compatible_p(given, element[]) ||                                            \
      __builtin_types_compatible_p(given, const element[])) &&                                     \
     PLUME_CONSTANT(sizeof(given)) < (plume_widest_signed)sizeof(element) * (least))
#ifdef __clang__
// What an argument needs to live stays outside the block, whose end would be its own.
#define PLUME_CONVERT(mark, owner, index, argument)                                                \
    ((__typeof__(*__extension__({                                                                  \
        typedef PLUME_NO_MISTAKE_IF(                                                               \
            PLUME_ACCEPTS_FOR(owner, index, argument), struct plume_misfit_##index##_of_##owner)   \
            plume_given_to_##index##_of_##owner;                                                   \
        (void)PLUME_REPORT(mark, plume_given_to_##index##_of_##owner);                             \
        (plume_parameter_##index##_of_##owner *)0;                                                 \
    }))){ argument })
#else
#define PLUME_CONVERT(mark, owner, index, argument)                                                \
    ((plume_parameter_##index##_of_##owner){ __builtin_choose_expr(                                \
        PLUME_ACCEPTS_FOR(owner, index, argument), argument, plume_misfit_##index##_of_##owner) })
#endif
#define PLUME_ACCEPTS_FOR(owner, index, argument)                                                  \
    PLUME_ACCEPTS(                                                                                 \
        sizeof(plume_parameter_##index##_of_##owner), (int)plume_category_##index##_of_##owner,    \
        plume_value_##index##_of_##owner, plume_alternative_##index##_of_##owner, argument)
#endif

// Whether an argument may be that of a field. Values within values are arguments within arguments,
// so it stands here as few times as possible: the text grows with each time, at each level.
#define PLUME_ACCEPTS(size, category, value, alternative, argument)                                \
    ((PLUME_KINDS(size, category) >> PLUME_KIND(argument) & 1) != 0 ||                             \
     ((category) == PLUME_CATEGORY_EXACT                                                           \
          ? _Generic((argument), value: 1, alternative: 1, default: 0)                             \
          : (category) <= PLUME_CATEGORY_SIGNED && PLUME_HOLDS(size, category, argument)))

// The kind of an argument, as the number of a bit: integers without sign by the logarithm of their
// size (0 to 4), those with a sign (5 to 9), floats (12 to 14), pointers (16), all else (17).
#define PLUME_KIND(argument)                                                                       \
    _Generic((argument), _Bool: 0, unsigned char: 0, unsigned short: 1, unsigned int: 2,           \
        unsigned long: PLUME_LONG, unsigned long long: 3, char: PLUME_CHAR, signed char: 5,        \
        short: 6, int: 7, long: (PLUME_LONG + 5), long long: 8, PLUME_KINDS_128 float: 12,         \
        double: 13, long double: 14, default: __builtin_classify_type(argument) == 5 ? 16 : 17)
#ifdef __CHAR_UNSIGNED__
#define PLUME_CHAR 0
#else
#define PLUME_CHAR 5
#endif
#define PLUME_LONG (__SIZEOF_LONG__ == 8 ? 3 : 2)
#if defined(__SIZEOF_INT128__)
#define PLUME_KINDS_128 plume_u128: 4, plume_s128: 9, PLUME_KINDS_FLOAT128
#else
#define PLUME_KINDS_128 PLUME_KINDS_FLOAT128
#endif
#if defined(PLUME_HAS_FLOAT128) && __LDBL_MANT_DIG__ != 113
#define PLUME_KINDS_FLOAT128 plume_float128: 15,
#else
#define PLUME_KINDS_FLOAT128
#endif

// The bits of the kinds whose values all fit.
#define PLUME_KINDS(size, category)                                                                \
    ((category) == PLUME_CATEGORY_UNSIGNED ? PLUME_SIZES(size)                                     \
     : (category) == PLUME_CATEGORY_SIGNED ? PLUME_SIZES((size) / 2) | PLUME_SIZES(size) << 5      \
     : (category) == PLUME_CATEGORY_BOOL   ? 0x3FF                                                 \
     : (category) == PLUME_CATEGORY_FLOAT                                                          \
         ? (size) == 4 ? 0x1000 : (size) == 8 ? 0x3000 : 0xF000                                    \
     : (category) == PLUME_CATEGORY_ANY_POINTER ? 0x10000 : 0)
#define PLUME_SIZES(size)                                                                          \
    ((size) >= 16 ? 31 : (size) == 8 ? 15 : (size) == 4 ? 7 : (size) == 2 ? 3 : (size) == 1)

// Whether an argument is a constant from the least to the greatest value of the field. Only a
// constant of 0 makes a pointer to nothing, which takes on the type of the other; what is no
// constant is exchanged for a number that no field holds.
#define PLUME_HOLDS(size, category, argument)                                                      \
    ((plume_widest_unsigned)(                                                                      \
         PLUME_CONSTANT(PLUME_NUMBER(argument)) - PLUME_LEAST(size, category)) <                   \
     (plume_widest_unsigned)1 << PLUME_BITS(size))
#define PLUME_BITS(size)                                                                           \
    ((size) >= PLUME_WIDEST_BITS / 8 ? PLUME_WIDEST_BITS - 4 : 8 * (size))
#define PLUME_NUMBER(argument)                                                                     \
    __builtin_choose_expr(                                                                         \
        __builtin_classify_type(argument) - 1U < 4U, argument, PLUME_NOWHERE)
#define PLUME_NOWHERE ((plume_widest_signed)1 << (PLUME_WIDEST_BITS - 2))
#define PLUME_CONSTANT(number)                                                                     \
    _Generic(                                                                                      \
        (1 ? (void *)((uintptr_t)(number) * 0) : (int *)0),                                        \
        int *: (plume_widest_signed)(number),                                                      \
        default: PLUME_NOWHERE)
#define PLUME_LEAST(size, category)                                                                \
    ((category) == PLUME_CATEGORY_UNSIGNED || (size) >= PLUME_WIDEST_BITS / 8                      \
         ? (plume_widest_signed)0                                                                  \
         : -((plume_widest_signed)1 << (PLUME_BITS(size) - 1)))
#if defined(__SIZEOF_INT128__)
typedef plume_u128 plume_widest_unsigned;
typedef plume_s128 plume_widest_signed;
#define PLUME_WIDEST_BITS 128
#else
typedef unsigned long long plume_widest_unsigned;
typedef long long plume_widest_signed;
#define PLUME_WIDEST_BITS 64
#endif

#endif

#endif
