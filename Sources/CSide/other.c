// SPDX-License-Identifier: Apache-2.0
// A runtime of the SIDE ABI that is not Plume's: where others in the process use one, what programs
// and tracers ask of this copy is passed on to it, so that all of them meet in one place.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "plume_side.h"

// The functions of the other runtime, NULL where it lacks them.
static struct {
    void (*call)(const struct plume_side_state *state, const void *arguments);
    void (*call_variadic)(
        const struct plume_side_state *state, const void *arguments, const void *variadic);
    void (*dump)(const struct plume_side_state *state, const void *arguments, void *key);
    void (*dump_variadic)(
        const struct plume_side_state *state, const void *arguments, const void *variadic,
        void *key);
} other;

// The ABI has no place for the caller: other tracers learn where this is.
static void emit(
    const struct plume_side_state *state, const void *arguments, const void *variadic,
    uint64_t key, void *caller) {
    (void)variadic, (void)caller;
    if (key == 0) {
        other.call(state, arguments);
    } else if (other.dump) {
        other.dump(state, arguments, &key);
    }
}

static void emit_variadic(
    const struct plume_side_state *state, const void *arguments, const void *variadic,
    uint64_t key, void *caller) {
    (void)caller;
    if (key == 0) {
        if (other.call_variadic) other.call_variadic(state, arguments, variadic);
    } else if (other.dump_variadic) {
        other.dump_variadic(state, arguments, variadic, &key);
    }
}

// What stands in for functions that an older runtime does not have. The results say that nothing
// was registered, found or is pending.
enum { NOT_FOUND = 4 };

static uint32_t no_key(uint64_t *key) {
    (void)key;
    return NOT_FOUND;
}

static uint32_t no_callback(
    const void *event, plume_side_function function, void *own, uint64_t key) {
    (void)event, (void)function, (void)own, (void)key;
    return NOT_FOUND;
}

static void *no_notification(plume_side_notification notify, void *own) {
    (void)notify, (void)own;
    return NULL;
}

static void *no_dump(const char *name, plume_side_dump_function function, uint32_t mode) {
    (void)name, (void)function, (void)mode;
    return NULL;
}

static void forget(void *handle) { (void)handle; }

static bool poll_nothing(void *handle) {
    (void)handle;
    return false;
}

static uint32_t run_nothing(void *handle) {
    (void)handle;
    return NOT_FOUND;
}

static uint32_t ask_nobody(uint64_t key) {
    (void)key;
    return NOT_FOUND;
}

static bool keeps_callbacks(void);

static struct plume_side_functions functions = {
    .version = PLUME_SIDE_FUNCTIONS_VERSION,
    .size = sizeof(struct plume_side_functions),
    .emit = emit,
    .emit_variadic = emit_variadic,
    .request_key = no_key,
    .register_callback = no_callback,
    .register_variadic_callback = no_callback,
    .unregister_callback = no_callback,
    .unregister_variadic_callback = no_callback,
    .register_notification = no_notification,
    .unregister_notification = forget,
    .register_dump = no_dump,
    .unregister_dump = forget,
    .poll_dumps = poll_nothing,
    .run_dumps = run_nothing,
    .request_dump = ask_nobody,
    .cancel_dump = ask_nobody,
    .claim_recording = keeps_callbacks,
};

// A look-up within the library: the program's own functions of these names may stand before it.
static void bind(void *library, const char *name, void *place) {
    void *function = dlsym(library, name);
    if (function) memcpy(place, &function, sizeof function);
}

#define BIND(name, place) bind(library, name, &(place))

static void bind_all(void *library) {
    BIND("side_call", other.call);
    BIND("side_call_variadic", other.call_variadic);
    BIND("side_statedump_call", other.dump);
    BIND("side_statedump_call_variadic", other.dump_variadic);
    BIND("side_events_register", functions.register_events);
    BIND("side_events_unregister", functions.unregister_events);
    BIND("side_tracer_request_key", functions.request_key);
    BIND("side_tracer_callback_register", functions.register_callback);
    BIND("side_tracer_callback_variadic_register", functions.register_variadic_callback);
    BIND("side_tracer_callback_unregister", functions.unregister_callback);
    BIND("side_tracer_callback_variadic_unregister", functions.unregister_variadic_callback);
    BIND("side_tracer_event_notification_register", functions.register_notification);
    BIND("side_tracer_event_notification_unregister", functions.unregister_notification);
    BIND("side_statedump_request_notification_register", functions.register_dump);
    BIND("side_statedump_request_notification_unregister", functions.unregister_dump);
    BIND("side_statedump_poll_pending_requests", functions.poll_dumps);
    BIND("side_statedump_run_pending_requests", functions.run_dumps);
    BIND("side_tracer_statedump_request", functions.request_dump);
    BIND("side_tracer_statedump_request_cancel", functions.cancel_dump);
}

// What a callback that is tried was called with.
static struct {
    char owners[2];
    uint32_t counts[2];
    bool is_wrong;
    const void *event, *arguments;
} trial;

static void try_callback(const void *event, const void *arguments, void *own, void *caller) {
    (void)caller;
    size_t index = own == &trial.owners[1];
    if (own != &trial.owners[index] || event != trial.event || arguments != trial.arguments)
        trial.is_wrong = true;
    trial.counts[index]++;
}

// Whether both callbacks were called so many times since, each with what is its own.
static bool are_called(uint32_t times) {
    bool are = !trial.is_wrong && trial.counts[0] == times && trial.counts[1] == times;
    trial.counts[0] = trial.counts[1] = 0;
    trial.is_wrong = false;
    return are;
}

enum { TRIED_KEY = 1, OTHER_KEY = 2 };

static const char *try_callbacks(void *event, const struct plume_side_state *state) {
    if (functions.register_callback(event, try_callback, &trial.owners[0], TRIED_KEY) != 0)
        return "it refuses callbacks";
    if (functions.register_callback(event, try_callback, &trial.owners[1], TRIED_KEY) != 0)
        return "it refuses a second callback on an event";
    for (int index = 0; index < 2; index++) {
        const struct plume_side_callback *callback = &state->callbacks[index];
        if (callback->function != try_callback || callback->key != TRIED_KEY ||
            (callback->own != &trial.owners[0] && callback->own != &trial.owners[1]))
            return "a second callback on an event spoils the first";
    }
    static const char arguments[32];
    uint64_t key = TRIED_KEY, other_key = OTHER_KEY;
    trial.event = event;
    trial.arguments = arguments;
    other.call(state, arguments);
    if (trial.counts[0] + trial.counts[1] == 0) return "it does not call callbacks";
    if (!are_called(1)) return "it calls callbacks with what is not theirs";
    if (!other.dump) return NULL;
    other.dump(state, arguments, &key);
    if (!are_called(1)) return "it does not call callbacks for their key";
    other.dump(state, arguments, &other_key);
    return are_called(0) ? NULL : "it calls callbacks for keys that are not theirs";
}

static const char *fault;

// Plume's tracer records the events of C only where that cannot harm, as another tracer may have,
// or want, callbacks on the same ones. The runtime of the libside project copies a part of the
// first callback when the second comes, and the next emission calls whatever is there. The event is
// one that this copy does not use while there is another runtime.
static bool keeps_callbacks(void) {
    void *event = plume_side_own_events()[0];
    const struct plume_side_state *state;
    memcpy(&state, (const char *)event + 8, sizeof state);
    fault = try_callbacks(event, state);
    functions.unregister_callback(event, try_callback, &trial.owners[1], TRIED_KEY);
    functions.unregister_callback(event, try_callback, &trial.owners[0], TRIED_KEY);
    return !fault;
}

const char *plume_side_other_fault(void) { return fault; }

const char *plume_side_other_file(void) {
    Dl_info found;
    const void *address;
    memcpy(&address, &other.call, sizeof address);
    return address && dladdr(address, &found) != 0 && found.dli_fname ? found.dli_fname : "";
}

// Where all find the functions of a copy of Plume's first, that one is the runtime of the process.
static bool is_in_front(void) {
    static const char *const names[] = {
        "side_call",
        "side_events_register",
        "side_tracer_callback_register",
        "side_tracer_event_notification_register",
    };
    for (size_t index = 0; index < sizeof names / sizeof *names; index++) {
        const void *address = dlsym(RTLD_DEFAULT, names[index]);
        if (!address || !plume_side_has_note(address)) return false;
    }
    return true;
}

const struct plume_side_functions *plume_side_find_other(void) {
    // It is asked for by the name in the library, whatever its file is called. It stays: its
    // functions may be called as long as the process lives.
    void *library = dlopen("libside.so.0", RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
    if (!library) return NULL;
    const void *address = dlsym(library, "side_events_register");
    if (!address || plume_side_has_note(address) || is_in_front()) {
        dlclose(library);
        return NULL;
    }
    bind_all(library);
    return other.call && functions.unregister_events ? &functions : NULL;
}
