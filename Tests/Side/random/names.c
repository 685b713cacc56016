// SPDX-License-Identifier: Apache-2.0
// Random numbers, names and texts.

#include "random.h"

uint64_t random_state = 1;

uint64_t random_number(void) {
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return random_state * 0x2545F4914F6CDD1D;
}

uint32_t below(uint32_t limit) { return (uint32_t)(random_number() >> 32) % limit; }

void *take(size_t size) {
    void *taken = calloc(1, size ? size : 1);
    if (!taken) abort();
    return taken;
}

static const char *const parts[] = {
    "", "a", "b", "c", "n", "value", "_", "__", "int", "struct", "variant", "enum", "string",
    "event", "stream", "trace", "env", "clock", "align", "float", "signed", "_Bool", "none",
    "content", "id", "timestamp", "length", "_a_length", "_n_present", "_b_selector", "2 n", " ",
    "a:b", "\"", "\\", "'", "\n", "\t", "\x01", "\x1B[31m", "\x7F", "\xC3\xA9", "e\xCC\x81",
    "\xF0\x9F\x98\x80", "\xFF", "\xC3", "*", "%s", "a.b", "/", "{", "}", ";", "is_1", "field",
};

static char *joined(const char *first, const char *second, const char *third) {
    char *text = take(strlen(first) + strlen(second) + strlen(third) + 1);
    return strcat(strcat(strcpy(text, first), second), third);
}

static const char *part(void) { return parts[below(sizeof parts / sizeof *parts)]; }

char *random_name(const struct side_event_field *others, uint32_t count) {
    static const char *const helpers[] = {"length", "present", "selector"};
    if (count > 0 && below(3) == 0) {
        // One that collides with what stands beside another field, or with the field.
        struct side_event_field other;
        memcpy(&other, others + below(count), sizeof other);
        const char *name = (const char *)other.name.address;
        if (below(3) == 0) return joined(name, below(2) ? "_" : "", "");
        return joined(joined("_", name, "_"), helpers[below(3)], below(4) ? "" : "_");
    }
    return joined(part(), below(2) ? part() : "", below(4) ? "" : part());
}

char *random_text(void) {
    return below(8) ? joined(part(), part(), part()) : joined("", "", "");
}

void print_quoted(const char *text) {
    putchar('"');
    for (const unsigned char *byte = (const unsigned char *)text; *byte; byte++) {
        if (*byte < 0x20 || *byte == '"' || *byte == '\\') {
            printf("\\u%04x", *byte);
        } else {
            putchar(*byte);
        }
    }
    putchar('"');
}
