// SPDX-License-Identifier: Apache-2.0
// Tracepoints for C11 and C++17: events of the SIDE ABI, declared and emitted in one line each.
//
// While nobody records an event, a call is one load and a branch that is not taken, and its
// arguments are not evaluated. An emission allocates nothing, takes no lock and may happen in a
// signal handler.
// docs/c-tracepoints.md shows everything there is.

///     PLUME_TRACEPOINT(web, request_done, PLUME_INFO, (u64, id), (string, path));
///     plume_tracepoint(web, request_done, request->id, request->path);
#ifndef PLUME_TRACEPOINT_H
#define PLUME_TRACEPOINT_H

// What compilers say of mistakes then names the line of the program alone.
#pragma GCC system_header

#include "side-abi.h"
#include "tracepoint-dynamic.h"
#include "tracepoint-probe.h"
#include "tracepoint-register.h"

/** How urgent an event is, as in syslog. */
enum plume_log_level {
    PLUME_EMERGENCY = SIDE_LOGLEVEL_EMERG,
    PLUME_ALERT = SIDE_LOGLEVEL_ALERT,
    PLUME_CRITICAL = SIDE_LOGLEVEL_CRIT,
    PLUME_ERROR = SIDE_LOGLEVEL_ERR,
    PLUME_WARNING = SIDE_LOGLEVEL_WARNING,
    PLUME_NOTICE = SIDE_LOGLEVEL_NOTICE,
    PLUME_INFO = SIDE_LOGLEVEL_INFO,
    PLUME_DEBUG = SIDE_LOGLEVEL_DEBUG,
};

PLUME_EXTENSION_BEGIN
/** Declares an event of this file: provider, name or (name, attributes(list)), level, fields. */
#define PLUME_TRACEPOINT(...)                                                                      \
    PLUME_EVENT((plume_mistake, __deprecated__), STATIC, STATIC, 0, , ##__VA_ARGS__, ~)
/** Declares an event of this file whose calls end with plume_fields(...). */
#define PLUME_TRACEPOINT_VARIADIC(...)                                                             \
    PLUME_EVENT((plume_mistake, __deprecated__), STATIC, STATIC, 1, , ##__VA_ARGS__, ~)

// In headers, for events of several files: each file that includes the header may emit the event.
// One of them defines PLUME_DEFINE_TRACEPOINTS before, and holds it. Hidden events belong to one
// program or library, exported events to all that link with it.
#ifdef PLUME_DEFINE_TRACEPOINTS
#define PLUME_HIDDEN_TRACEPOINT(...)                                                               \
    PLUME_EVENT((plume_mistake, __deprecated__), HIDDEN, HIDDEN, 0, , ##__VA_ARGS__, ~)
#define PLUME_HIDDEN_TRACEPOINT_VARIADIC(...)                                                      \
    PLUME_EVENT((plume_mistake, __deprecated__), HIDDEN, HIDDEN, 1, , ##__VA_ARGS__, ~)
#define PLUME_EXPORTED_TRACEPOINT(...)                                                             \
    PLUME_EVENT((plume_mistake, __deprecated__), EXPORTED, EXPORTED, 0, , ##__VA_ARGS__, ~)
#define PLUME_EXPORTED_TRACEPOINT_VARIADIC(...)                                                    \
    PLUME_EVENT((plume_mistake, __deprecated__), EXPORTED, EXPORTED, 1, , ##__VA_ARGS__, ~)
#else
/** Declares an event of the program or library. */
#define PLUME_HIDDEN_TRACEPOINT(...)                                                               \
    PLUME_EVENT((plume_mistake, __deprecated__), HIDDEN, ELSEWHERE, 0, , ##__VA_ARGS__, ~)
#define PLUME_HIDDEN_TRACEPOINT_VARIADIC(...)                                                      \
    PLUME_EVENT((plume_mistake, __deprecated__), HIDDEN, ELSEWHERE, 1, , ##__VA_ARGS__, ~)
/** Declares an event of a library for all that link with it. */
#define PLUME_EXPORTED_TRACEPOINT(...)                                                             \
    PLUME_EVENT((plume_mistake, __deprecated__), EXPORTED, ELSEWHERE, 0, , ##__VA_ARGS__, ~)
#define PLUME_EXPORTED_TRACEPOINT_VARIADIC(...)                                                    \
    PLUME_EVENT((plume_mistake, __deprecated__), EXPORTED, ELSEWHERE, 1, , ##__VA_ARGS__, ~)
#endif

/** Emits an event: provider, name, an argument for each field. A statement. */
#define plume_tracepoint(...)                                                                      \
    PLUME_EMISSION((plume_mistake, __deprecated__), false, NULL, , ##__VA_ARGS__, ~)
/** Emits an event in a state dump, to those who asked for it: key, provider, name, arguments. */
#define plume_statedump(key, ...)                                                                  \
    PLUME_EMISSION((plume_mistake, __deprecated__), true, key, , ##__VA_ARGS__, ~)
PLUME_EXTENSION_END
/** Whether somebody records an event; for work that arguments need beforehand. */
#define plume_tracepoint_enabled(provider, name)                                                   \
    plume_is_enabled(&side_event_state__plume_event_##name##_of_##provider)

/** Whether call sites should emit. One load. */
PLUME_INLINE bool plume_is_enabled(const struct side_event_state_0 *state) {
    return __builtin_expect(__atomic_load_n(&state->enabled, __ATOMIC_RELAXED) != 0, 0);
}

#define PLUME_EMISSION(mark, is_dump, key, empty, provider, name, ...)                             \
    PLUME_EMIT(mark, name##_of_##provider, is_dump, key, __VA_ARGS__)
#define PLUME_EMIT(mark, owner, is_dump, key, ...)                                                 \
    do {                                                                                           \
        PLUME_REQUIRE(unused(side_event_state__plume_event_##owner))                               \
        if (plume_is_enabled(&side_event_state__plume_event_##owner)) {                            \
            (void)PLUME_OF_KNOWN(plume_known_##owner){                                             \
                PLUME_EMIT_ALL(mark, owner, is_dump, key, __VA_ARGS__)                             \
            };                                                                                     \
        }                                                                                          \
    } while (0)
// A call of an event that is not declared is one mistake: clang ends with what this pragma says of
// its name, and gcc leaves out what stands in the braces after the type that is missing.
#ifdef __clang__
#define PLUME_REQUIRE(pragma)                                                                      \
    _Pragma("clang diagnostic push")                                                               \
    _Pragma("clang diagnostic fatal \"-Wignored-pragmas\"")                                        \
    _Pragma(#pragma)                                                                               \
    _Pragma("clang diagnostic pop")
#else
#define PLUME_REQUIRE(pragma)
#endif
#ifdef __cplusplus
#define PLUME_OF_KNOWN(type) type
#define PLUME_EMIT_ALL(mark, owner, is_dump, key, ...)                                             \
    (plume_emit_##owner(                                                                           \
         is_dump, key PLUME_EACH(PLUME_PASS, (mark, owner), __VA_ARGS__)                           \
                      PLUME_FINISH(mark, owner, PLUME_COUNT(__VA_ARGS__))),                        \
     true)
#else
#define PLUME_OF_KNOWN(type) (type)
#define PLUME_EMIT_ALL(mark, owner, is_dump, key, ...)                                             \
    __extension__({                                                                                \
        PLUME_EACH(PLUME_CHECK_COUNT, (mark, owner), __VA_ARGS__)                                  \
        plume_emit_##owner(                                                                        \
            is_dump, key PLUME_EACH(PLUME_PASS, (mark, owner), __VA_ARGS__)                        \
                         PLUME_FINISH(mark, owner, PLUME_COUNT(__VA_ARGS__)));                     \
        true;                                                                                      \
    })
#endif

// What a declaration makes: the types of the fields; the event, unless it is held elsewhere; and
// the function that emits it.
#define PLUME_EVENT(mark, linkage, holder, is_variadic, empty, provider, named, level, ...)        \
    PLUME_JOIN(PLUME_EVENT_NAME_, PLUME_HAS_LIST(named))                                           \
    (mark, linkage, holder, is_variadic, #provider, of_##provider, empty, empty##named, level,     \
     PLUME_FIELDS(empty, empty##__VA_ARGS__))
#define PLUME_EVENT_NAME_0(                                                                        \
    mark, linkage, holder, is_variadic, text, provider, empty, name, level, ...)                   \
    PLUME_EVENT_1(                                                                                 \
        mark, linkage, holder, is_variadic, text, provider, #name, name##_, no_attributes, level,  \
        __VA_ARGS__)
#define PLUME_EVENT_NAME_1(                                                                        \
    mark, linkage, holder, is_variadic, text, provider, empty, named, level, ...)                  \
    PLUME_EVENT_1(                                                                                 \
        mark, linkage, holder, is_variadic, text, provider, PLUME_EVENT_NAME_PARTS empty##named,   \
        level, __VA_ARGS__)
#define PLUME_EVENT_NAME_PARTS(name, list) #name, name##_, list
#define PLUME_EVENT_1(...) PLUME_CALL_1(PLUME_EVENT_2, (__VA_ARGS__))
#define PLUME_EVENT_2(                                                                             \
    mark, linkage, holder, is_variadic, provider_text, provider, text, name, list, level,          \
    are_too_many, ...)                                                                             \
    PLUME_EVENT_3(                                                                                 \
        mark, linkage, holder, is_variadic, provider_text, text, list, level, are_too_many,        \
        name##provider, __VA_ARGS__)
#define PLUME_EVENT_3(                                                                             \
    mark, linkage, holder, is_variadic, provider, name, list, level, are_too_many, owner, ...)     \
    PLUME_ASSERT(                                                                                  \
        mark, name_of_##owner, PLUME_IS_WORD(provider) && PLUME_IS_WORD(name),                     \
        "plume: the name of an event or its provider is no word: " #owner);                        \
    PLUME_LIMIT(mark, owner, are_too_many, "fields", #owner)                                       \
    PLUME_ASSERT(                                                                                  \
        mark, level_of_##owner, (level) >= 0 && (level) <= 7, "plume: no log level: " #level);     \
    PLUME_DECLARE_##linkage(plume_event_##owner)                                                   \
    typedef bool plume_known_##owner;                                                              \
    PLUME_EVENT_TYPES_##is_variadic(mark, owner, __VA_ARGS__)                                      \
    PLUME_EVENT_##holder(                                                                          \
        linkage, is_variadic, provider, name, list, level, owner, plume_event_##owner,             \
        __VA_ARGS__)                                                                               \
    PLUME_EVENT_FUNCTION(                                                                          \
        is_variadic, provider, name, owner, linkage, side_event_state__plume_event_##owner,        \
        __VA_ARGS__)                                                                               \
    SIDE_STATIC_ASSERT(PLUME_COUNT(__VA_ARGS__) >= 0, "an event")

#define PLUME_EVENT_TYPES_0(mark, owner, ...) PLUME_FIELD_TYPES(mark, owner, __VA_ARGS__)
#define PLUME_EVENT_TYPES_1(mark, owner, ...)                                                      \
    PLUME_DISTINCT_BEGIN(owner)                                                                    \
    PLUME_EACH(PLUME_FIELD_TYPE, (mark, owner), __VA_ARGS__)                                       \
    PLUME_EVENT_MORE(mark, owner, PLUME_NEXT(PLUME_COUNT(__VA_ARGS__)))
#define PLUME_EVENT_MORE(mark, owner, index)                                                       \
    PLUME_EVENT_MORE_(mark, owner, index, PLUME_NEXT(index))
#define PLUME_EVENT_MORE_(mark, owner, index, end)                                                 \
    PLUME_PARAMETER_TYPE(mark, owner, index, more, field_more)                                     \
    PLUME_FIELD_END(mark, owner, end)

#ifdef PLUME_HAS_RETAIN
#define PLUME_RETAIN , retain
#else
#define PLUME_RETAIN
#endif
#define PLUME_SECTION(name) __attribute__((section(name), used PLUME_RETAIN))

// A static event is private to its file. C++ cannot declare a static object twice, but that of a
// namespace without a name.
#ifdef __cplusplus
#define PLUME_DECLARE_STATIC(event)                                                                \
    namespace {                                                                                    \
    extern struct side_event_state_0 side_event_state__##event;                                    \
    }
#define PLUME_OBJECT_STATIC(...) namespace { __VA_ARGS__; }
#define PLUME_EXTERN extern "C"
#define PLUME_OBJECT_HIDDEN(...) extern "C" { __attribute__((visibility("hidden"))) __VA_ARGS__; }
#define PLUME_OBJECT_EXPORTED(...)                                                                 \
    extern "C" { __attribute__((visibility("default"))) __VA_ARGS__; }
#else
#define PLUME_DECLARE_STATIC(event) static struct side_event_state_0 side_event_state__##event;
#define PLUME_OBJECT_STATIC(...) static __VA_ARGS__;
#define PLUME_EXTERN extern
#define PLUME_OBJECT_HIDDEN(...) __attribute__((visibility("hidden"))) __VA_ARGS__;
#define PLUME_OBJECT_EXPORTED(...) __attribute__((visibility("default"))) __VA_ARGS__;
#endif
#define PLUME_DECLARE_HIDDEN(event)                                                                \
    PLUME_EXTERN __attribute__((visibility("hidden")))                                             \
    struct side_event_state_0 side_event_state__##event;
#define PLUME_DECLARE_EXPORTED(event)                                                              \
    PLUME_EXTERN __attribute__((visibility("default")))                                            \
    struct side_event_state_0 side_event_state__##event;

#define PLUME_EVENT_ELSEWHERE(...)
#define PLUME_EVENT_STATIC PLUME_EVENT_HELD
#define PLUME_EVENT_HIDDEN PLUME_EVENT_HELD
#define PLUME_EVENT_EXPORTED PLUME_EVENT_HELD
#define PLUME_EVENT_HELD(linkage, is_variadic, provider, name, list, level, owner, event, ...)     \
    PLUME_JOIN(PLUME_EVENT_FIELDS_, PLUME_HAS(__VA_ARGS__))(owner, __VA_ARGS__)                    \
    PLUME_OBJECT_##linkage(                                                                        \
        struct side_event_description PLUME_SECTION("side_event_description") event = {            \
            sizeof(struct side_event_description), SIDE_EVENT_DESCRIPTION_ABI_VERSION,             \
            SIDE_PTR(&side_event_state__##event), SIDE_PTR(provider), SIDE_PTR(name),              \
            PLUME_JOIN(PLUME_FIELD_ARRAY_, PLUME_HAS(__VA_ARGS__))(                                \
                owner, PLUME_COUNT(__VA_ARGS__)),                                                  \
            PLUME_CALL_2(PLUME_ATTRIBUTE_ARRAY, (PLUME_LIST_##list)),                              \
            is_variadic ? SIDE_EVENT_FLAG_VARIADIC : 0, SIDE_TYPE_COUNT, SIDE_ATTR_TYPE_COUNT,     \
            level })                                                                               \
    PLUME_OBJECT_##linkage(                                                                        \
        struct side_event_state_0 PLUME_SECTION("side_event_state") side_event_state__##event = {  \
            SIDE_EVENT_STATE_ABI_VERSION, 0, 0, side_empty_callback, &event })                     \
    static struct side_event_description *PLUME_SECTION("side_event_description_ptr")              \
        plume_address_of_##owner = &event;
#define PLUME_EVENT_FIELDS_0(owner, ...)
#define PLUME_EVENT_FIELDS_1(owner, ...)                                                           \
    PLUME_CONSTANT_OBJECT struct side_event_field plume_fields_of_##owner[] = {                    \
        PLUME_EACH(PLUME_FIELD_DESCRIPTION, owner, __VA_ARGS__)                                    \
    };
#define PLUME_FIELD_ARRAY_0(owner, count) { SIDE_PTR(NULL), 0 }
#define PLUME_FIELD_ARRAY_1(owner, count) { SIDE_PTR(plume_fields_of_##owner), count }

// The function is part of its caller, so that tracers learn where the event happened.
#define PLUME_EVENT_FUNCTION(is_variadic, provider, name, owner, linkage, state, ...)              \
    PLUME_INLINE void plume_emit_##owner(                                                          \
        bool is_dump, void *key PLUME_EACH(PLUME_FIELD_PARAMETER, owner, __VA_ARGS__)              \
        PLUME_MORE_PARAMETER_##is_variadic(owner, PLUME_NEXT(PLUME_COUNT(__VA_ARGS__))),           \
        struct plume_no_more_arguments end) {                                                      \
        enum {                                                                                     \
            plume_cell_count = PLUME_COUNT(__VA_ARGS__)                                            \
                PLUME_EACH(PLUME_FIELD_CELLS, owner, __VA_ARGS__)                                  \
        };                                                                                         \
        PLUME_PROBE(provider, name, linkage, state, owner, __VA_ARGS__)                            \
        union plume_cell arguments[plume_cell_count + 1];                                          \
        union plume_cell *cells = arguments + PLUME_COUNT(__VA_ARGS__);                            \
        PLUME_EACH(PLUME_FILL_PARAMETER, owner, __VA_ARGS__)                                       \
        struct side_arg_vec vector = { SIDE_PTR(arguments), PLUME_COUNT(__VA_ARGS__) };            \
        (void)cells;                                                                               \
        (void)end;                                                                                 \
        PLUME_SEND_##is_variadic(&state, &vector)                                                  \
    }
#define PLUME_MORE_PARAMETER_0(owner, index)
#define PLUME_MORE_PARAMETER_1(owner, index) PLUME_MORE_PARAMETER_1_(owner, index)
#define PLUME_MORE_PARAMETER_1_(owner, index) , plume_parameter_##index##_of_##owner field_more
// A debugger may enable an event in a program without the runtime.
#define PLUME_SEND_0(state, vector)                                                                \
    if (is_dump) {                                                                                 \
        if (SIDE_IS_THERE(side_statedump_call)) side_statedump_call(state, vector, key);           \
    } else {                                                                                       \
        if (SIDE_IS_THERE(side_call)) side_call(state, vector);                                    \
    }
#define PLUME_SEND_1(state, vector)                                                                \
    if (is_dump) {                                                                                 \
        if (SIDE_IS_THERE(side_statedump_call_variadic))                                           \
            side_statedump_call_variadic(state, vector, field_more.value, key);                    \
    } else {                                                                                       \
        if (SIDE_IS_THERE(side_call_variadic)) side_call_variadic(state, vector, field_more.value);\
    }

#endif
