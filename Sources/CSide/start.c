// SPDX-License-Identifier: Apache-2.0
// How a copy of the runtime begins and ends, and how the copies of a process become one.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plume_side.h"

struct plume_side_registry plume_side_registry_of_process = {
    .next_key = 8,
};
uint32_t plume_side_stage_of_process;

// Other copies start this one with whatever they call first.
static void emit(
    const struct plume_side_state *state, const void *arguments, const void *variadic,
    uint64_t key, void *caller) {
    uint32_t stage = plume_side_start();
    if (stage == PLUME_SIDE_OWN) {
        plume_side_emit(state, arguments, variadic, key, caller);
    } else if (stage == PLUME_SIDE_FOREIGN) {
        plume_side_get_foreign()->emit(state, arguments, variadic, key, caller);
    }
}

static void emit_variadic(
    const struct plume_side_state *state, const void *arguments, const void *variadic,
    uint64_t key, void *caller) {
    uint32_t stage = plume_side_start();
    if (stage == PLUME_SIDE_OWN) {
        plume_side_emit_variadic(state, arguments, variadic, key, caller);
    } else if (stage == PLUME_SIDE_FOREIGN) {
        plume_side_get_foreign()->emit_variadic(state, arguments, variadic, key, caller);
    }
}

static uint32_t is_recording_claimed;

bool plume_side_claim_recording(void) {
    const struct plume_side_functions *foreign = plume_side_get_foreign();
    if (foreign && !foreign->claim_recording()) return false;
    return __atomic_exchange_n(&is_recording_claimed, 1, __ATOMIC_ACQ_REL) == 0;
}

bool plume_side_is_recording_claimed(void) {
    return __atomic_load_n(&is_recording_claimed, __ATOMIC_ACQUIRE) != 0;
}

static void (*settle_of_tracer)(void);

static void set_own_settle(void (*settle)(void)) {
    __atomic_store_n(&settle_of_tracer, settle, __ATOMIC_RELEASE);
}

void plume_side_settle(void) {
    void (*settle)(void) = __atomic_load_n(&settle_of_tracer, __ATOMIC_ACQUIRE);
    if (settle) settle();
}

__attribute__((used)) static const struct plume_side_functions own_functions = {
    .version = PLUME_SIDE_FUNCTIONS_VERSION,
    .size = sizeof(struct plume_side_functions),
    .emit = emit,
    .emit_variadic = emit_variadic,
    .register_events = plume_side_register_events,
    .unregister_events = plume_side_unregister_events,
    .request_key = plume_side_request_key,
    .register_callback = plume_side_register_callback,
    .register_variadic_callback = plume_side_register_variadic_callback,
    .unregister_callback = plume_side_unregister_callback,
    .unregister_variadic_callback = plume_side_unregister_variadic_callback,
    .register_notification = plume_side_register_notification,
    .unregister_notification = plume_side_unregister_notification,
    .register_dump = plume_side_register_dump,
    .unregister_dump = plume_side_unregister_dump,
    .poll_dumps = plume_side_poll_dumps,
    .run_dumps = plume_side_run_dumps,
    .request_dump = plume_side_request_dump,
    .cancel_dump = plume_side_cancel_dump,
    .claim_recording = plume_side_claim_recording,
    .set_settle = set_own_settle,
    .request_dump_apart = plume_side_request_dump_apart,
    .count_dumps = plume_side_count_dumps,
};

// Each copy says in a note of its binary where its functions are, as a distance from the note. A
// note is found also where symbols are not: in a program that exports none, in a library loaded for
// itself.
enum { NOTE_TYPE = 0x53494445, NOTE_NAME_SIZE = 6 };
__asm__(
    ".pushsection .note.plume.side, \"a\", %note\n\t"
    ".balign 4\n\t"
    ".long 6, 8, 0x53494445\n\t"
    ".asciz \"plume\"\n\t"
    ".balign 4\n\t"
    ".quad own_functions - .\n\t"
    ".popsection\n\t");

static const struct plume_side_functions *foreign_functions;

static const struct plume_side_functions *functions_in_notes(const char *notes, uint64_t size) {
    uint64_t offset = 0;
    while (offset + sizeof(ElfW(Nhdr)) <= size) {
        ElfW(Nhdr) header;
        memcpy(&header, notes + offset, sizeof header);
        const char *name = notes + offset + sizeof header;
        const char *content = name + (((uint64_t)header.n_namesz + 3) & ~3ull);
        offset = (uint64_t)(content - notes) + (((uint64_t)header.n_descsz + 3) & ~3ull);
        if (offset > size) break;
        if (header.n_type != NOTE_TYPE || header.n_namesz != NOTE_NAME_SIZE ||
            header.n_descsz != sizeof(int64_t) || memcmp(name, "plume", NOTE_NAME_SIZE) != 0)
            continue;
        int64_t distance;
        memcpy(&distance, content, sizeof distance);
        return (const struct plume_side_functions *)(content + distance);
    }
    return NULL;
}

static const struct plume_side_functions *functions_of(const struct dl_phdr_info *object) {
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *header = &object->dlpi_phdr[index];
        if (header->p_type != PT_NOTE) continue;
        const struct plume_side_functions *found = functions_in_notes(
            (const char *)(object->dlpi_addr + header->p_vaddr), header->p_memsz);
        if (found) return found;
    }
    return NULL;
}

// Objects come in the order in which they were loaded, so all copies find the same first one.
static int find_first(struct dl_phdr_info *object, size_t size, void *result) {
    (void)size;
    const struct plume_side_functions *found = functions_of(object);
    if (found) *(const struct plume_side_functions **)result = found;
    return found != NULL;
}

struct noted_place {
    uintptr_t address;
    bool has_note;
};

static int look_at_place(struct dl_phdr_info *object, size_t size, void *result) {
    (void)size;
    struct noted_place *place = result;
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *header = &object->dlpi_phdr[index];
        if (header->p_type != PT_LOAD ||
            place->address - (object->dlpi_addr + header->p_vaddr) >= header->p_memsz)
            continue;
        place->has_note = functions_of(object) != NULL;
        return 1;
    }
    return 0;
}

bool plume_side_has_note(const void *address) {
    struct noted_place place = {(uintptr_t)address, false};
    dl_iterate_phdr(look_at_place, &place);
    return place.has_note;
}

void plume_side_set_settle(void (*settle)(void)) {
    const struct plume_side_functions *foreign = plume_side_get_foreign();
    if (!foreign) set_own_settle(settle);
    // Runtimes of others, and copies of version 1, know of no such function.
    else if (foreign->size >= offsetof(struct plume_side_functions, request_dump_apart) &&
             foreign->set_settle)
        foreign->set_settle(settle);
}

// Threads may be inside of the runtime, or the kernel look at its sequences, at any time. The
// library is linked so that it stays.
#ifdef PLUME_SIDE_LIBRARY
static void stay_loaded(void) {}
#else
static void stay_loaded(void) {
    Dl_info information;
    struct link_map *map = NULL;
    if (!dladdr1(&own_functions, &information, (void **)&map, RTLD_DL_LINKMAP)) return;
    // The main program has no name and cannot be unloaded.
    if (map && map->l_name[0]) dlopen(map->l_name, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
}
#endif

static void set_stage(uint32_t stage) {
    __atomic_store_n(&plume_side_stage_of_process, stage, __ATOMIC_RELEASE);
}

static pthread_mutex_t start_mutex = PTHREAD_MUTEX_INITIALIZER;

static uint32_t start_slowly(void) {
    const struct plume_side_functions *first = NULL;
    dl_iterate_phdr(find_first, &first);
    // A table that cannot be used is no reason to do nothing: this copy then works for itself. The
    // first copy alone looks for a runtime of others, when it starts: the choice is made once.
    // Version 1 ended before the last member.
    if (!first || first == &own_functions || first->version < 1 ||
        first->size < offsetof(struct plume_side_functions, set_settle))
        first = plume_side_find_other();
    pthread_mutex_lock(&start_mutex);
    uint32_t stage = plume_side_get_stage();
    int is_new = stage == PLUME_SIDE_NOT_STARTED;
    if (is_new) {
        if (first) {
            foreign_functions = first;
            stage = PLUME_SIDE_FOREIGN;
        } else {
            plume_side_prepare_readers(plume_side_get_readers());
            stage = PLUME_SIDE_OWN;
        }
        set_stage(stage);
    }
    pthread_mutex_unlock(&start_mutex);
    if (is_new && stage == PLUME_SIDE_OWN) {
        pthread_atfork(
            plume_side_prepare_fork, plume_side_resume_parent, plume_side_resume_child);
        plume_side_did_start();
    }
    if (is_new) stay_loaded();
    return stage;
}

uint32_t plume_side_start(void) {
    uint32_t stage = plume_side_get_stage();
    return stage == PLUME_SIDE_NOT_STARTED ? start_slowly() : stage;
}

bool plume_side_leave(void) {
    uint32_t own = PLUME_SIDE_OWN;
    return __atomic_compare_exchange_n(
        &plume_side_stage_of_process, &own, PLUME_SIDE_EXITED, false, __ATOMIC_ACQ_REL,
        __ATOMIC_ACQUIRE);
}

const struct plume_side_functions *plume_side_get_foreign(void) {
    return plume_side_start() == PLUME_SIDE_FOREIGN ? foreign_functions : NULL;
}

#ifdef PLUME_SIDE_LIBRARY
// The tracer: the one that PLUME_TRACER names, the one beside this library, or the one that the
// system knows. Without one the program goes on.
static void *load_tracer(void) {
    static const char name[] = "libplume-tracer.so.0";
    const char *given = secure_getenv("PLUME_TRACER");
    if (given && *given) return dlopen(given, RTLD_NOW | RTLD_LOCAL);
    Dl_info information;
    char path[4096];
    const char *slash =
        dladdr(&own_functions, &information) ? strrchr(information.dli_fname, '/') : NULL;
    size_t length = slash ? (size_t)(slash + 1 - information.dli_fname) : 0;
    if (slash && length + sizeof name <= sizeof path) {
        memcpy(path, information.dli_fname, length);
        memcpy(path + length, name, sizeof name);
        void *found = dlopen(path, RTLD_NOW | RTLD_LOCAL);
        if (found) return found;
    }
    return dlopen(name, RTLD_NOW | RTLD_LOCAL);
}

// A controller that finds the connection closed says that there is no tracer.
static void answer_with_tracer(int event, int socket, int connection) {
    void *tracer = load_tracer();
    plume_side_answer answer =
        tracer ? (plume_side_answer)dlsym(tracer, "plume_tracer_answer") : NULL;
    if (answer) answer(event, socket, connection);
    else close(connection);
}

// The tracer looks after the children of a process that it is in.
static void prepare_fork(void) {
    if (!plume_side_is_listener_taken()) plume_side_judge_children();
}

static void become_child(void) {
    if (plume_side_is_listener_taken()) return;
    plume_side_forget_listener();
    if (!plume_side_expects_short_life()) plume_side_start_listener();
}

// Where a controller waits for this process the tracer comes at once, else when one asks for it.
static void meet_controllers(void) {
    if (!plume_side_may_trace()) return;
    if (secure_getenv("PLUME_TRACER") || plume_side_is_controller_expected()) {
        load_tracer();
    } else if (plume_side_may_listen()) {
        plume_side_want_listener(answer_with_tracer);
        pthread_atfork(prepare_fork, NULL, become_child);
        plume_side_start_listener();
    }
}

static void leave_controllers(void) { plume_side_end_listener(); }
#else
static void meet_controllers(void) {}
static void leave_controllers(void) {}
#endif

// Before the constructors, and after the destructors, of the program that it is linked into.
__attribute__((constructor(101))) static void start_with_program(void) {
    plume_side_init();
    // Another copy that came before has a tracer, or has looked for one.
    if (plume_side_get_stage() == PLUME_SIDE_OWN) meet_controllers();
}

__attribute__((destructor(101))) static void exit_with_program(void) {
    leave_controllers();
    plume_side_exit();
}
