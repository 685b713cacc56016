// SPDX-License-Identifier: Apache-2.0
// The text that describes fields: docs/abi/events.md has its grammar.

#include <stdlib.h>
#include <string.h>

#include "event.h"

struct parser {
    const char *at;
    struct arena arena;
    size_t scratch;
    unsigned depth;
    int32_t status;
};

static bool fail(struct parser *parser, int32_t status) {
    if (parser->status == PLUME_EVENTS_DONE) parser->status = status;
    return false;
}

static void skip_spaces(struct parser *parser) {
    while (*parser->at == ' ' || *parser->at == '\t' || *parser->at == '\n') parser->at++;
}

static bool accept(struct parser *parser, char byte) {
    skip_spaces(parser);
    if (*parser->at != byte) return false;
    parser->at++;
    return true;
}

static bool expect(struct parser *parser, char byte) {
    return accept(parser, byte) || fail(parser, PLUME_EVENTS_SIGNATURE);
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_of_name(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           (uint8_t)byte >= 0x80 || is_digit(byte);
}

// A copy of the name that stands here; NULL when there is none.
static const char *parse_name(struct parser *parser) {
    skip_spaces(parser);
    const char *begin = parser->at;
    if (!is_digit(*begin))
        while (is_of_name(*parser->at)) parser->at++;
    size_t length = (size_t)(parser->at - begin);
    if (length == 0) {
        fail(parser, PLUME_EVENTS_SIGNATURE);
        return NULL;
    }
    char *name = take(&parser->arena, length + 1);
    if (name)
        memcpy(name, begin, length);
    else
        fail(parser, PLUME_EVENTS_MEMORY);
    return name;
}

// A number that fits 64 bits with a sign.
static bool parse_number(struct parser *parser, int64_t *number) {
    bool is_negative = accept(parser, '-');
    uint64_t magnitude = 0, limit = (uint64_t)INT64_MAX + is_negative;
    if (!is_digit(*parser->at)) return fail(parser, PLUME_EVENTS_SIGNATURE);
    for (; is_digit(*parser->at); parser->at++) {
        uint64_t digit = (uint64_t)(*parser->at - '0');
        if (magnitude > (limit - digit) / 10) return fail(parser, PLUME_EVENTS_SIGNATURE);
        magnitude = magnitude * 10 + digit;
    }
    *number = (int64_t)(is_negative ? -magnitude : magnitude);
    return true;
}

static const struct scalar {
    char name[8];
    uint8_t kind, size, label;
} scalars[] = {
    {"u8", KIND_SCALAR, 1, LABEL_U8},          {"u16", KIND_SCALAR, 2, LABEL_U8 + 1},
    {"u32", KIND_SCALAR, 4, LABEL_U8 + 2},     {"u64", KIND_SCALAR, 8, LABEL_U8 + 3},
    {"s8", KIND_SCALAR, 1, LABEL_S8},          {"s16", KIND_SCALAR, 2, LABEL_S8 + 1},
    {"s32", KIND_SCALAR, 4, LABEL_S8 + 2},     {"s64", KIND_SCALAR, 8, LABEL_S8 + 3},
    {"f32", KIND_SCALAR, 4, LABEL_FLOAT32},    {"f64", KIND_SCALAR, 8, LABEL_FLOAT64},
    {"bool", KIND_SCALAR, 1, LABEL_BOOL},      {"string", KIND_STRING, 0, LABEL_STRING},
    {"bytes", KIND_SEQUENCE, 1, LABEL_GATHER_VLA},
};

static const struct scalar *parse_scalar(struct parser *parser) {
    skip_spaces(parser);
    size_t length = 0;
    while (is_of_name(parser->at[length])) length++;
    for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++) {
        if (strlen(scalars[i].name) != length) continue;
        if (memcmp(scalars[i].name, parser->at, length) != 0) continue;
        parser->at += length;
        return &scalars[i];
    }
    fail(parser, PLUME_EVENTS_SIGNATURE);
    return NULL;
}

// How many parts, divided by commas, there are up to the bracket that closes.
static uint32_t count_parts(const char *text) {
    uint32_t count = 1;
    for (int depth = 0; *text && depth >= 0; text++) {
        if (*text == '(' || *text == '{') depth++;
        if (*text == ')' || *text == '}') depth--;
        if (*text == ',' && depth == 0) count++;
    }
    return count;
}

// What stands between the braces of an enumeration.
static bool parse_labels(struct parser *parser, struct type *type) {
    uint32_t count = count_parts(parser->at);
    struct type *element = take(&parser->arena, sizeof *element);
    struct mappings_object *object = take(&parser->arena, sizeof *object);
    struct mapping *mappings = take(&parser->arena, count * sizeof *mappings);
    if (!element || !object || !mappings) return fail(parser, PLUME_EVENTS_MEMORY);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && !expect(parser, ',')) return false;
        mappings[i].label.value = parse_name(parser);
        mappings[i].unit = 1;
        int64_t begin, end;
        if (!mappings[i].label.value || !expect(parser, '=')) return false;
        if (skip_spaces(parser), !parse_number(parser, &begin)) return false;
        end = begin;
        if (parser->at[0] == '.' && parser->at[1] == '.') {
            parser->at += 2;
            if (!parse_number(parser, &end)) return false;
        }
        if (end < begin) return fail(parser, PLUME_EVENTS_SIGNATURE);
        mappings[i].begin = begin;
        mappings[i].end = end;
    }
    *element = *type;
    object->mappings = (struct array){{mappings, 0}, count};
    *type = (struct type){.label = LABEL_ENUM};
    type->of.enumeration = (struct enum_type){{object, 0}, {element, 0}};
    return expect(parser, '}');
}

static bool parse_brackets(
    struct parser *parser, const struct scalar *scalar, struct type *type, struct plan *plan) {
    if (!accept(parser, ']')) {
        int64_t count;
        if (scalar->kind != KIND_SCALAR) return fail(parser, PLUME_EVENTS_SIGNATURE);
        if (!parse_number(parser, &count)) return false;
        if (count < 1 || count > UINT32_MAX) return fail(parser, PLUME_EVENTS_SIGNATURE);
        plan->kind = KIND_ARRAY;
        plan->count = (uint32_t)count;
        if (!expect(parser, ']')) return false;
    } else if (scalar->kind == KIND_SEQUENCE) {
        return fail(parser, PLUME_EVENTS_SIGNATURE);
    } else {
        plan->kind = scalar->kind == KIND_STRING ? KIND_STRINGS : KIND_SEQUENCE;
    }
    if (!make_sequence(&parser->arena, type, plan, false))
        return fail(parser, PLUME_EVENTS_MEMORY);
    plan->label = type->label;
    return true;
}

static bool parse_members(
    struct parser *parser, struct plan *plan, struct array *fields, char end);

static bool parse_struct(struct parser *parser, struct type *type, struct plan *plan) {
    struct struct_object *object = take(&parser->arena, sizeof *object);
    if (!object) return fail(parser, PLUME_EVENTS_MEMORY);
    if (++parser->depth > MAXIMUM_DEPTH) return fail(parser, PLUME_EVENTS_LIMIT);
    if (!parse_members(parser, plan, &object->fields, ')')) return false;
    parser->depth--;
    plan->label = type->label = LABEL_STRUCT;
    type->of.object.value = object;
    return true;
}

static bool parse_type(struct parser *parser, struct type *type, struct plan *plan) {
    if (accept(parser, '(')) {
        if (!parse_struct(parser, type, plan)) return false;
    } else {
        const struct scalar *scalar = parse_scalar(parser);
        if (!scalar) return false;
        *plan = (struct plan){
            .kind = scalar->kind, .size = scalar->size, .label = scalar->label};
        bool is_integer = scalar->label >= LABEL_U8 && scalar->label < LABEL_S8 + 4;
        if (accept(parser, '[')) {
            if (!parse_brackets(parser, scalar, type, plan)) return false;
        } else if (scalar->kind == KIND_SEQUENCE) {
            if (!make_sequence(&parser->arena, type, plan, true))
                return fail(parser, PLUME_EVENTS_MEMORY);
        } else {
            fill_scalar(type, plan);
            if (is_integer && accept(parser, '{') && !parse_labels(parser, type)) return false;
        }
    }
    if (!accept(parser, '?')) return true;
    plan->is_optional = true;
    parser->scratch += sizeof(struct optional_argument);
    return make_optional(&parser->arena, type) || fail(parser, PLUME_EVENTS_MEMORY);
}

static bool is_new(const struct field *fields, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(fields[i].name.value, fields[count].name.value) == 0) return false;
    return true;
}

// Members up to the end given, which is taken too.
static bool parse_members(
    struct parser *parser, struct plan *plan, struct array *fields, char end) {
    plan->kind = KIND_STRUCT;
    parser->scratch += sizeof(struct array);
    skip_spaces(parser);
    if (end == 0 && *parser->at == 0) return true;
    uint32_t count = count_parts(parser->at);
    parser->scratch += count * sizeof(struct argument);
    if (parser->scratch > MAXIMUM_SCRATCH) return fail(parser, PLUME_EVENTS_LIMIT);
    struct field *first = take(&parser->arena, count * sizeof *first);
    struct plan *members = take(&parser->arena, count * sizeof *members);
    if (!first || !members) return fail(parser, PLUME_EVENTS_MEMORY);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && !expect(parser, ',')) return false;
        skip_spaces(parser);
        const char *begin = parser->at;
        first[i].name.value = parse_name(parser);
        if (!first[i].name.value) return false;
        if (!is_new(first, i)) {
            parser->at = begin;
            return fail(parser, PLUME_EVENTS_SIGNATURE);
        }
        if (!expect(parser, ':') || !parse_type(parser, &first[i].type, &members[i])) return false;
    }
    plan->count = count;
    plan->members = members;
    *fields = (struct array){{first, 0}, count};
    skip_spaces(parser);
    if (*parser->at != end) return fail(parser, PLUME_EVENTS_SIGNATURE);
    if (end != 0) parser->at++;
    return true;
}

// Room for what a text of this length can describe: each field has a colon, each label an equals
// sign, and count_parts counts by commas.
static size_t arena_size(const char *text) {
    enum {
        OF_FIELD = sizeof(struct field) + 4 * sizeof(struct type) + sizeof(struct plan) +
                   sizeof(struct optional_object) + 2 * sizeof(struct struct_object) + 64,
        OF_LABEL = sizeof(struct mapping) + 16,
    };
    size_t size = OF_FIELD + OF_LABEL;
    for (; *text; text++) {
        size += 1;
        if (*text == ':' || *text == ',') size += OF_FIELD;
        if (*text == '=' || *text == ',') size += OF_LABEL;
    }
    return size;
}

int32_t parse_signature(struct plume_event *event, const char *text, size_t *position) {
    struct parser parser = {.at = text, .arena = {.size = arena_size(text)}};
    parser.arena.bytes = calloc(1, parser.arena.size);
    event->arena = parser.arena.bytes;
    if (!event->arena) return PLUME_EVENTS_MEMORY;
    bool is_done = parse_members(&parser, &event->plan, &event->description.fields, 0);
    if (is_done && parser.scratch > MAXIMUM_SCRATCH) fail(&parser, PLUME_EVENTS_LIMIT);
    *position = (size_t)(parser.at - text);
    event->scratch = parser.scratch;
    return parser.status;
}
