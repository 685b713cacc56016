// SPDX-License-Identifier: Apache-2.0
// How compilers are told of a mistake in a declaration or a call, so that they answer in few lines.
//
// Gcc says what an assertion says, and where the program stands. Clang says besides through which
// macros an error came, in three lines each, unless the word in question was handed down to where
// it stands: then it names the macro that it comes from. So the macro that the program wrote hands
// the mark (plume_mistake, __deprecated__) down, and a mistake is the use of a member
// that is deprecated, with what is wrong for a reason. Clang ends there, as what follows from a
// mistake is not worth a line. Should it pass over the attribute, as in headers of the system, an
// assertion follows.

#ifndef PLUME_TRACEPOINT_MISTAKES_H
#define PLUME_TRACEPOINT_MISTAKES_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "side-abi-layout.h"
#include "tracepoint-preprocessor.h"

// Calls a macro with a list of arguments that begins with those of a tuple.
#define PLUME_CALL_IN(macro, arguments) macro arguments

#ifdef __clang__

#define PLUME_CALL_MARKED(macro, arguments) macro arguments

/** What has no mistake. */
struct plume_no_mistake {
    unsigned plume_mistake; ///< May be used.
};

// A structure whose use is a mistake.
#define PLUME_MISTAKE(mark, name, message)                                                         \
    PLUME_CALL_MARKED(PLUME_MISTAKE_, (PLUME_UNPACK_ mark, name, message))
#define PLUME_MISTAKE_(member, attribute, name, message)                                           \
    struct name {                                                                                  \
        unsigned member __attribute__((attribute(message)));                                       \
    };

// A number, unless a type is that of a mistake.
#define PLUME_REPORT(mark, type)                                                                   \
    PLUME_CALL_MARKED(PLUME_REPORT_, (PLUME_UNPACK_ mark, type))
#define PLUME_REPORT_(member, attribute, ...)                                                      \
    PLUME_FATAL_BEGIN sizeof(((__VA_ARGS__ *)0)->member) PLUME_FATAL_END
#define PLUME_FATAL_BEGIN                                                                          \
    _Pragma("clang diagnostic push")                                                               \
    _Pragma("clang diagnostic fatal \"-Wdeprecated-declarations\"")
#define PLUME_FATAL_END _Pragma("clang diagnostic pop")

#ifdef __cplusplus
namespace plume {
template <bool is_first, class First, class Second> struct either {
    using type = First;
};
template <class First, class Second> struct either<false, First, Second> {
    using type = Second;
};
} // namespace plume
#define PLUME_NO_MISTAKE_IF(condition, otherwise)                                                  \
    plume::either<static_cast<bool>(condition), struct plume_no_mistake, otherwise>::type
#else
#define PLUME_NO_MISTAKE_IF(condition, otherwise)                                                  \
    __typeof__(*__builtin_choose_expr(                                                             \
        (condition), (struct plume_no_mistake *)0, (otherwise *)0))
#endif

// What must hold when the program compiles; `what` is the end of a name that is used once.
#define PLUME_ASSERT(mark, what, condition, message)                                               \
    PLUME_MISTAKE(mark, plume_mistake_in_##what, message)                                          \
    typedef char plume_checked_##what[PLUME_REPORT(                                                \
        mark, PLUME_NO_MISTAKE_IF(condition, struct plume_mistake_in_##what))]                     \
        __attribute__((unused));                                                                   \
    SIDE_STATIC_ASSERT(condition, message)

#else

#define PLUME_ASSERT(mark, what, condition, message) SIDE_STATIC_ASSERT(condition, message)

#endif

#endif
