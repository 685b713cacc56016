// SPDX-License-Identifier: Apache-2.0
// How arguments reach their fields. Each field is a structure of its own, whose name has that of
// the field, so that the compiler names the field when an argument does not fit. Nothing of this
// costs anything when the program runs. docs/c-tracepoints.md lists the errors.

#ifndef PLUME_TRACEPOINT_CHECK_H
#define PLUME_TRACEPOINT_CHECK_H

#include "tracepoint-scalars.h"

/** What follows the last argument. */
struct plume_no_more_arguments {
    char unused; ///< C has no empty structure.
};

// One more argument of a call whose first one stands there already, and the end of the arguments.
#define PLUME_PASS(owner, index, argument) , PLUME_CONVERT(owner, index, argument)
#define PLUME_FINISH(owner, count)                                                                 \
    , PLUME_FINISH_(PLUME_JOIN(PLUME_JOIN(plume_parameter_, PLUME_NEXT(count)), _of_##owner))

#ifdef __cplusplus

#include <type_traits>

// C++ names the field in the parameter of a template.
#define PLUME_MISFIT(owner, index, name)

#define PLUME_FINISH_(parameter) plume::finish<parameter>()

#ifdef PLUME_NO_CHECKS
#define PLUME_CONVERT(owner, index, argument)                                                      \
    plume::convert<plume_parameter_##index##_of_##owner>(argument)
#else
#define PLUME_CONVERT(owner, index, argument)                                                      \
    plume::pass<                                                                                   \
        plume_parameter_##index##_of_##owner, plume_category_##index##_of_##owner,                 \
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
template <class Parameter, int category, bool is_constant_that_fits, class Given>
inline __attribute__((always_inline)) Parameter pass(const Given &given) {
    constexpr bool is_accepted =
        is_constant_that_fits ||
        accepts<decltype(Parameter::value), category, typename std::decay<Given>::type>();
    static_assert(is_accepted, "plume: an argument does not fit the type of its field");
    if constexpr (is_accepted) {
        return convert<Parameter>(given);
    } else {
        return Parameter();
    }
}

template <class Parameter> inline plume_no_more_arguments finish() {
    static_assert(
        std::is_same<Parameter, plume_no_more_arguments>::value,
        "plume: the argument for a field is missing");
    return plume_no_more_arguments();
}

} // namespace plume

#else

// The name of the type is what the compiler says of an argument that a field cannot take. There is
// no such object: the compiler finds the wrong type first.
#define PLUME_MISFIT(owner, index, name)                                                           \
    struct plume_argument_does_not_fit_field_##name##_of_##owner {                                 \
        char unused;                                                                               \
    };                                                                                             \
    extern struct plume_argument_does_not_fit_field_##name##_of_##owner                            \
        plume_misfit_##index##_of_##owner;

PLUME_INLINE struct plume_no_more_arguments plume_finish(void) {
    struct plume_no_more_arguments made = { 0 };
    return made;
}

#define PLUME_FINISH_(parameter)                                                                   \
    _Generic(*(parameter *)0, struct plume_no_more_arguments: plume_finish())

#ifdef PLUME_NO_CHECKS
#define PLUME_CONVERT(owner, index, argument) ((plume_parameter_##index##_of_##owner){ argument })
#else
#define PLUME_CONVERT(owner, index, argument)                                                      \
    ((plume_parameter_##index##_of_##owner){ __builtin_choose_expr(                                \
        PLUME_ACCEPTS(                                                                             \
            sizeof(plume_parameter_##index##_of_##owner),                                          \
            (int)plume_category_##index##_of_##owner, plume_value_##index##_of_##owner,            \
            plume_alternative_##index##_of_##owner, argument),                                     \
        argument, plume_misfit_##index##_of_##owner) })
#endif

// The classes of types that compilers know: 1 to 4 are integers, 5 pointers, 8 floating point.
#define PLUME_IS_INTEGER(argument) (__builtin_classify_type(argument) - 1U < 4U)
#define PLUME_ACCEPTS(size, category, value, alternative, argument)                                \
    ((category) == PLUME_CATEGORY_UNSIGNED || (category) == PLUME_CATEGORY_SIGNED                  \
         ? PLUME_FITS(size, (category) == PLUME_CATEGORY_SIGNED, argument)                         \
     : (category) == PLUME_CATEGORY_BOOL  ? PLUME_IS_INTEGER(argument)                             \
     : (category) == PLUME_CATEGORY_FLOAT ? __builtin_classify_type(argument) == 8 &&              \
                                                sizeof(argument) <= (size)                         \
     : (category) == PLUME_CATEGORY_ANY_POINTER                                                    \
         ? __builtin_classify_type(argument) == 5                                                  \
         : _Generic((argument), value: 1, alternative: 1, default: 0))

#ifdef __CHAR_UNSIGNED__
#define PLUME_CHAR_IS_SIGNED 0
#else
#define PLUME_CHAR_IS_SIGNED 1
#endif
#if defined(__SIZEOF_INT128__)
#define PLUME_SIGNED_128 plume_s128: 1,
#else
#define PLUME_SIGNED_128
#endif
#define PLUME_IS_SIGNED(argument)                                                                  \
    _Generic((argument), signed char: 1, char: PLUME_CHAR_IS_SIGNED, short: 1, int: 1, long: 1,    \
        long long: 1, PLUME_SIGNED_128 default: 0)

// Whether the values of an argument's type, or a constant, are values of an integer of some size.
#define PLUME_FITS(size, is_signed, argument)                                                      \
    (PLUME_IS_INTEGER(argument) &&                                                                 \
     ((PLUME_IS_SIGNED(argument) ? (is_signed) && sizeof(argument) <= (size)                       \
                                 : sizeof(argument) + ((is_signed) ? 1 : 0) <= (size)) ||          \
      (PLUME_IS_CONSTANT(PLUME_NUMBER(argument)) &&                                                \
       PLUME_HOLDS(size, is_signed, PLUME_IS_SIGNED(argument), PLUME_CONSTANT(argument)))))
// The argument, or 0 where it is no integer; and that if it is constant, or else 0.
#define PLUME_NUMBER(argument) __builtin_choose_expr(PLUME_IS_INTEGER(argument), argument, 0)
#define PLUME_CONSTANT(argument)                                                                   \
    __builtin_choose_expr(                                                                         \
        PLUME_IS_CONSTANT(PLUME_NUMBER(argument)), PLUME_NUMBER(argument), 0)
// Only a constant of 0 makes a pointer to nothing, which takes on the type of the other.
#define PLUME_IS_CONSTANT(number)                                                                  \
    _Generic((1 ? (void *)((uintptr_t)(number) * 0) : (int *)0), int *: 1, default: 0)
// The bits of the biggest number, without the sign; and whether a constant has no others.
#define PLUME_MAXIMUM(size, is_signed)                                                             \
    ((size) > 8 ? ~0ULL : ~0ULL >> ((size) >= 8 ? 0 : 64 - 8 * (size)) >> ((is_signed) ? 1 : 0))
#define PLUME_HOLDS(size, is_signed, may_be_negative, constant)                                    \
    ((may_be_negative) && (long long)(constant) < 0                                                \
         ? (is_signed) && (~(unsigned long long)(constant) & ~PLUME_MAXIMUM(size, 1)) == 0         \
         : ((unsigned long long)(constant) & ~PLUME_MAXIMUM(size, is_signed)) == 0)

#endif

#endif
