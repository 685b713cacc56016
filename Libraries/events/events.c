// SPDX-License-Identifier: Apache-2.0
// Which events there are: made, found again, and freed with their last creation.

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "event.h"

// The lock is held for the list alone, never while the runtime is called, which takes locks of its
// own and calls tracers.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct plume_event *events;

static void lock_events(void) {
    pthread_mutex_lock(&lock);
}

static void unlock_events(void) {
    pthread_mutex_unlock(&lock);
}

// The child of a fork has the list whole.
__attribute__((constructor)) static void prepare_for_forks(void) {
    pthread_atfork(lock_events, unlock_events, unlock_events);
}

uint32_t plume_events_version(void) {
    return 1;
}

const char *plume_events_status_text(int32_t status) {
    switch (status) {
    case PLUME_EVENTS_DONE: return "done";
    case PLUME_EVENTS_ARGUMENT: return "an argument is missing or an empty name";
    case PLUME_EVENTS_SIGNATURE: return "the description of the fields cannot be understood";
    case PLUME_EVENTS_LIMIT: return "the event has too many or too deep fields";
    case PLUME_EVENTS_MEMORY: return "there is no memory";
    case PLUME_EVENTS_RUNTIME: return "the SIDE runtime takes no events";
    case PLUME_EVENTS_VALUES: return "the values do not fit the event's fields";
    default: return "unknown status";
    }
}

static void release(struct plume_event *event) {
    if (!event) return;
    free(event->provider);
    free(event->name);
    free(event->signature);
    free(event->arena);
    free(event);
}

// Finds an event and counts one creation more; the caller holds the lock.
static struct plume_event *find(const char *provider, const char *name, const char *signature) {
    for (struct plume_event *event = events; event; event = event->next) {
        if (strcmp(event->name, name) != 0 || strcmp(event->provider, provider) != 0 ||
            strcmp(event->signature, signature) != 0)
            continue;
        event->creations++;
        return event;
    }
    return NULL;
}

static int32_t describe(
    struct plume_event *event, const char *provider, const char *name, uint32_t log_level,
    const char *signature) {
    size_t position;
    event->provider = strdup(provider);
    event->name = strdup(name);
    event->signature = strdup(signature);
    if (!event->provider || !event->name || !event->signature) return PLUME_EVENTS_MEMORY;
    int32_t status = parse_signature(event, signature, &position);
    if (status != PLUME_EVENTS_DONE) return status;
    event->state.callbacks = side_empty_callback;
    event->state.description = &event->description;
    event->description.size = sizeof event->description;
    event->description.state.value = &event->state;
    event->description.provider.value = event->provider;
    event->description.name.value = event->name;
    event->description.type_count = LABEL_COUNT;
    event->description.attribute_type_count = ATTRIBUTE_COUNT;
    event->description.log_level = log_level;
    event->batch[0] = &event->description;
    event->creations = 1;
    return PLUME_EVENTS_DONE;
}

int64_t plume_events_signature_error(const char *fields) {
    struct plume_event event = {.creations = 0};
    size_t position = 0;
    if (!fields) return 0;
    int32_t status = parse_signature(&event, fields, &position);
    free(event.arena);
    return status == PLUME_EVENTS_DONE ? -1 : (int64_t)position;
}

int32_t plume_event_create(
    const char *provider, const char *name, uint32_t log_level, const char *fields,
    plume_event **event) {
    if (!event) return PLUME_EVENTS_ARGUMENT;
    *event = NULL;
    if (!provider || !name || !fields || !*provider || !*name) return PLUME_EVENTS_ARGUMENT;
    lock_events();
    *event = find(provider, name, fields);
    unlock_events();
    if (*event) return PLUME_EVENTS_DONE;

    struct plume_event *made = calloc(1, sizeof *made);
    if (!made) return PLUME_EVENTS_MEMORY;
    int32_t status = describe(made, provider, name, log_level, fields);
    if (status == PLUME_EVENTS_DONE) {
        made->registration = side_events_register(made->batch, 1);
        if (!made->registration) status = PLUME_EVENTS_RUNTIME;
    }
    if (status != PLUME_EVENTS_DONE) {
        release(made);
        return status;
    }
    // Another thread may have made the same event meanwhile; then that one stays.
    lock_events();
    *event = find(provider, name, fields);
    if (!*event) {
        made->next = events;
        events = *event = made;
    }
    unlock_events();
    if (*event != made) {
        side_events_unregister(made->registration);
        release(made);
    }
    return PLUME_EVENTS_DONE;
}

void plume_event_destroy(plume_event *event) {
    if (!event) return;
    lock_events();
    bool is_last = --event->creations == 0;
    if (is_last) {
        struct plume_event **link = &events;
        while (*link != event) link = &(*link)->next;
        *link = event->next;
    }
    unlock_events();
    if (!is_last) return;
    side_events_unregister(event->registration);
    release(event);
}
