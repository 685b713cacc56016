// SPDX-License-Identifier: Apache-2.0
// Descriptions of fields and packed values at random, some valid and some damaged; a tracer reads
// each event that is emitted. Arguments: seconds, and a seed.

#include <plume/events.h>
#include <string.h>

#include "check.h"

static uint64_t state;

static uint32_t random_below(uint32_t limit) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 11) % limit;
}

static void append_random(char *text, unsigned depth);

static void append_type(char *text, unsigned depth) {
    static const char *const types[] = {"u8",  "u16", "u32", "u64",  "s8",     "s16", "s32",
                                        "s64", "f32", "f64", "bool", "string", "bytes"};
    static const char *const suffixes[] = {"", "", "", "?", "[]", "[3]", "{a=1,b=-2..9}", "[]?"};
    if (depth < 3 && random_below(6) == 0) {
        strcat(text, "(");
        append_random(text, depth + 1);
        strcat(text, random_below(3) ? ")" : ")?");
        return;
    }
    strcat(text, types[random_below(13)]);
    strcat(text, suffixes[random_below(8)]);
}

static void append_random(char *text, unsigned depth) {
    uint32_t count = 1 + random_below(5);
    for (uint32_t i = 0; i < count && strlen(text) < 1000; i++) {
        sprintf(text + strlen(text), "%sf%u:", i ? ", " : "", i);
        append_type(text, depth);
    }
}

static void damage(char *text) {
    static const char bytes[] = "(){}[]?:,=.-0129u8sf \377a";
    size_t length = strlen(text);
    for (uint32_t i = random_below(4); i > 0 && length > 0; i--)
        text[random_below((uint32_t)length)] = bytes[random_below(sizeof bytes - 1)];
}

int main(int count, char **arguments) {
    double end = seconds_now() + (count > 1 ? atof(arguments[1]) : 1);
    uint64_t rounds = 0, events = 0, emitted = 0;
    state = count > 2 ? strtoull(arguments[2], NULL, 0) : 0x9e3779b97f4a7c15;
    while (rounds < 200 || seconds_now() < end) {
        char text[4096] = "";
        plume_event *event;
        append_random(text, 0);
        if (random_below(2)) damage(text);
        rounds++;
        int32_t status = plume_event_create("fuzz", "fuzz", random_below(8), text, &event);
        CHECK(status != PLUME_EVENTS_MEMORY && status != PLUME_EVENTS_RUNTIME);
        CHECK((status == PLUME_EVENTS_DONE) == (plume_events_signature_error(text) == -1));
        if (status != PLUME_EVENTS_DONE) continue;
        events++;
        for (int i = 0; i < 200; i++) {
            // Small values make counts and options that are often possible.
            uint32_t size = random_below(120), limit = random_below(4) ? 2 : 256;
            char *values = malloc(size + 1);
            for (uint32_t j = 0; j < size; j++)
                values[j] = (char)(random_below(3) ? 0 : random_below(limit));
            for (uint32_t length = size; length + 20 > size && length > 0; length--)
                emitted += plume_event_emit(event, values, length) == PLUME_EVENTS_DONE;
            free(values);
        }
        plume_event_destroy(event);
    }
    printf("%lu texts, %lu events, %lu emitted\n", rounds, events, emitted);
    CHECK(events > 0);
    return 0;
}
