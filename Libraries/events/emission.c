// SPDX-License-Identifier: Apache-2.0
// The path of an emission: packed values become SIDE arguments on the stack, which point into the
// values. Nothing is allocated, and no lock is taken.

#include <string.h>

#include "event.h"

struct cursor {
    const uint8_t *at;
    size_t left;
    uint8_t *scratch;
};

static void *take_scratch(struct cursor *cursor, size_t size) {
    void *taken = cursor->scratch;
    cursor->scratch += size;
    return taken;
}

// The next bytes, or NULL when there are not as many.
static const uint8_t *take_bytes(struct cursor *cursor, uint64_t size) {
    if (size > cursor->left) return NULL;
    const uint8_t *taken = cursor->at;
    cursor->at += size;
    cursor->left -= size;
    return taken;
}

static bool take_count(struct cursor *cursor, const uint8_t **place, uint32_t *count) {
    *place = take_bytes(cursor, sizeof *count);
    if (*place) memcpy(count, *place, sizeof *count);
    return *place != NULL;
}

static void set_address(struct argument *argument, const void *value) {
    struct address address = {value, 0};
    memcpy(argument->value, &address, sizeof address);
}

static void set_scalar(struct argument *argument, const struct plan *plan, const void *bytes) {
    memcpy(argument->value, bytes, plan->size);
    // Tracers may read a boolean as the language's own, which has two values.
    if (plan->label == LABEL_BOOL) argument->value[0] = argument->value[0] != 0;
}

static void set_sequence(struct argument *argument, const void *base, const void *length) {
    struct gather_vla_argument value = {{base, 0}, {length, 0}};
    memcpy(argument->value, &value, sizeof value);
}

static bool read_string(struct cursor *cursor, struct argument *argument) {
    const uint8_t *place;
    uint32_t length;
    if (!take_count(cursor, &place, &length)) return false;
    const uint8_t *text = take_bytes(cursor, (uint64_t)length + 1);
    if (!text || text[length] != 0) return false;
    set_address(argument, text);
    return true;
}

static bool read_sequence(
    struct cursor *cursor, const struct plan *plan, struct argument *argument) {
    const uint8_t *place;
    uint32_t count;
    if (!take_count(cursor, &place, &count)) return false;
    const uint8_t *elements = take_bytes(cursor, (uint64_t)count * plan->size);
    if (elements) set_sequence(argument, elements, place);
    return elements != NULL;
}

static bool read_strings(struct cursor *cursor, struct argument *argument) {
    const uint8_t *place, *ignored;
    uint32_t count, size, ends = 0;
    if (!take_count(cursor, &place, &count) || !take_count(cursor, &ignored, &size)) return false;
    const uint8_t *texts = take_bytes(cursor, size);
    if (!texts || (size > 0 && texts[size - 1] != 0)) return false;
    for (uint32_t i = 0; i < size; i++) ends += texts[i] == 0;
    if (ends == count) set_sequence(argument, texts, place);
    return ends == count;
}

static bool read_struct(
    struct cursor *cursor, const struct plan *plan, struct argument *argument);

static bool read_value(
    struct cursor *cursor, const struct plan *plan, struct argument *argument) {
    const uint8_t *bytes;
    argument->label = plan->label;
    switch (plan->kind) {
    case KIND_SCALAR:
        bytes = take_bytes(cursor, plan->size);
        if (bytes) set_scalar(argument, plan, bytes);
        return bytes != NULL;
    case KIND_STRING:
        return read_string(cursor, argument);
    case KIND_SEQUENCE:
        return read_sequence(cursor, plan, argument);
    case KIND_ARRAY:
        bytes = take_bytes(cursor, (uint64_t)plan->count * plan->size);
        if (bytes) set_address(argument, bytes);
        return bytes != NULL;
    case KIND_STRINGS:
        return read_strings(cursor, argument);
    default:
        return read_struct(cursor, plan, argument);
    }
}

static bool read_field(
    struct cursor *cursor, const struct plan *plan, struct argument *argument) {
    if (!plan->is_optional) return read_value(cursor, plan, argument);
    const uint8_t *is_there = take_bytes(cursor, 1);
    if (!is_there || *is_there > 1) return false;
    struct optional_argument *option = take_scratch(cursor, sizeof *option);
    argument->label = LABEL_OPTIONAL;
    set_address(argument, option);
    option->is_there = *is_there;
    // Tracers that check labels find the right one, also when the value is missing.
    option->value.label = plan->label;
    return !*is_there || read_value(cursor, plan, &option->value);
}

// The arguments of a structure's members; the vector stands before them.
static bool read_members(
    struct cursor *cursor, const struct plan *plan, struct array *vector) {
    struct argument *arguments = take_scratch(cursor, plan->count * sizeof *arguments);
    vector->first.value = arguments;
    vector->count = plan->count;
    for (uint32_t i = 0; i < plan->count; i++)
        if (!read_field(cursor, &plan->members[i], &arguments[i])) return false;
    return true;
}

static bool read_struct(
    struct cursor *cursor, const struct plan *plan, struct argument *argument) {
    struct array *vector = take_scratch(cursor, sizeof *vector);
    argument->label = LABEL_STRUCT;
    set_address(argument, vector);
    return read_members(cursor, plan, vector);
}

const uint64_t *plume_event_enabled(const plume_event *event) {
    return event ? &event->state.enabled : NULL;
}

static bool is_enabled(const plume_event *event) {
    return __atomic_load_n(&event->state.enabled, __ATOMIC_RELAXED) != 0;
}

int32_t plume_event_emit(const plume_event *event, const void *values, size_t size) {
    if (!event || (!values && size > 0)) return PLUME_EVENTS_ARGUMENT;
    if (!is_enabled(event)) return PLUME_EVENTS_DONE;
    uint8_t scratch[event->scratch];
    memset(scratch, 0, event->scratch);
    struct cursor cursor = {values, size, scratch};
    struct array *vector = take_scratch(&cursor, sizeof *vector);
    if (!read_members(&cursor, &event->plan, vector) || cursor.left != 0)
        return PLUME_EVENTS_VALUES;
    side_call(&event->state, vector);
    return PLUME_EVENTS_DONE;
}

static bool set_word(struct argument *argument, const struct plan *plan, uint64_t word) {
    argument->label = plan->label;
    if (plan->is_optional) return false;
    if (plan->kind == KIND_STRING) {
        const char *text = (const char *)(uintptr_t)word;
        set_address(argument, text ? text : "");
        return true;
    }
    if (plan->kind != KIND_SCALAR) return false;
    if (plan->label == LABEL_FLOAT32) {
        double wide;
        memcpy(&wide, &word, sizeof wide);
        float narrow = (float)wide;
        set_scalar(argument, plan, &narrow);
    } else {
        uint64_t value = plan->label == LABEL_BOOL ? word != 0 : word;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        value <<= 64 - 8 * plan->size;
#endif
        set_scalar(argument, plan, &value);
    }
    return true;
}

int32_t plume_event_emit_words(const plume_event *event, const uint64_t *words, size_t count) {
    if (!event || (!words && count > 0)) return PLUME_EVENTS_ARGUMENT;
    if (!is_enabled(event)) return PLUME_EVENTS_DONE;
    if (count != event->plan.count) return PLUME_EVENTS_VALUES;
    struct argument arguments[count + 1];
    memset(arguments, 0, sizeof arguments);
    struct array vector = {{arguments, 0}, (uint32_t)count};
    for (size_t i = 0; i < count; i++)
        if (!set_word(&arguments[i], &event->plan.members[i], words[i]))
            return PLUME_EVENTS_VALUES;
    side_call(&event->state, &vector);
    return PLUME_EVENTS_DONE;
}

int32_t plume_event_emit_word(const plume_event *event, uint64_t word) {
    if (!event) return PLUME_EVENTS_ARGUMENT;
    if (event->plan.count == 1 && event->plan.members[0].kind != KIND_SCALAR)
        return is_enabled(event) ? PLUME_EVENTS_VALUES : PLUME_EVENTS_DONE;
    return plume_event_emit_words(event, &word, 1);
}

int32_t plume_event_emit_string(const plume_event *event, const char *utf8) {
    if (!event) return PLUME_EVENTS_ARGUMENT;
    if (event->plan.count == 1 && event->plan.members[0].kind != KIND_STRING)
        return is_enabled(event) ? PLUME_EVENTS_VALUES : PLUME_EVENTS_DONE;
    uint64_t word = (uintptr_t)utf8;
    return plume_event_emit_words(event, &word, 1);
}
