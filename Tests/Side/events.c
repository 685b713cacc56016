// SPDX-License-Identifier: Apache-2.0
// Events that are described at run time, for the printing tracer; events.expected is what it prints.

#include <math.h>
#include <plume/events.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "check.h"

static plume_event *made(const char *name, const char *fields) {
    plume_event *event;
    int32_t status = plume_event_create("events", name, PLUME_EVENTS_NOTICE, fields, &event);
    if (status != PLUME_EVENTS_DONE)
        fprintf(stderr, "%s: %s\n", name, plume_events_status_text(status));
    CHECK(event);
    return event;
}

// Values as they are packed.
struct values {
    char bytes[512];
    size_t size;
};

static void pack(struct values *values, const void *bytes, size_t size) {
    memcpy(values->bytes + values->size, bytes, size);
    values->size += size;
}

#define PACK(values, type, value) pack(values, &(type){value}, sizeof(type))

static void pack_string(struct values *values, const char *text) {
    PACK(values, uint32_t, (uint32_t)strlen(text));
    pack(values, text, strlen(text) + 1);
}

static void emit_exactly(plume_event *event, const struct values *values) {
    CHECK(*plume_event_enabled(event) != 0);
    // Anything shorter, and one byte more, is refused.
    for (size_t size = 0; size < values->size; size++)
        CHECK(plume_event_emit(event, values->bytes, size) == PLUME_EVENTS_VALUES);
    CHECK(plume_event_emit(event, values->bytes, values->size + 1) == PLUME_EVENTS_VALUES);
    CHECK(plume_event_emit(event, values->bytes, values->size) == PLUME_EVENTS_DONE);
}

static void emit_scalars(void) {
    plume_event *event = made(
        "scalars", "a:u8, b:u16, c:u32, d:u64, e:s8, f:s16, g:s32, h:s64, i:f32, j:f64, k:bool, "
                   "l:string, m:bytes");
    struct values values = {.size = 0};
    PACK(&values, uint8_t, UINT8_MAX);
    PACK(&values, uint16_t, UINT16_MAX);
    PACK(&values, uint32_t, UINT32_MAX);
    PACK(&values, uint64_t, UINT64_MAX);
    PACK(&values, int8_t, INT8_MIN);
    PACK(&values, int16_t, INT16_MIN);
    PACK(&values, int32_t, INT32_MIN);
    PACK(&values, int64_t, INT64_MIN);
    PACK(&values, float, 0.5f);
    PACK(&values, double, -0.25);
    PACK(&values, uint8_t, 7);
    pack_string(&values, "h\xc3\xa9llo");
    PACK(&values, uint32_t, 3);
    pack(&values, "\0\1\377", 3);
    emit_exactly(event, &values);
    plume_event_destroy(event);
}

static void emit_compounds(void) {
    plume_event *event = made(
        "compounds",
        "numbers:s16[], pair:f32[2], flags:bool[2], words:string[], there:u32?, missing:u32?, "
        "state:u8{idle=0,busy=1..3,odd=3}, sign:s8 { below = -5..-1 }, "
        "point:(x:s32,y:s32,label:string?,more:(deep:u64[])?), nothing:bytes?");
    struct values values = {.size = 0};
    PACK(&values, uint32_t, 2);
    PACK(&values, int16_t, -1);
    PACK(&values, int16_t, 300);
    PACK(&values, float, 1.5f);
    PACK(&values, float, -2);
    pack(&values, "\1\0", 2);
    PACK(&values, uint32_t, 3);
    PACK(&values, uint32_t, 6);
    pack(&values, "a\0\0bc", 6);
    PACK(&values, uint8_t, 1);
    PACK(&values, uint32_t, 77);
    PACK(&values, uint8_t, 0);
    PACK(&values, uint8_t, 3);
    PACK(&values, int8_t, -2);
    PACK(&values, int32_t, -10);
    PACK(&values, int32_t, 10);
    PACK(&values, uint8_t, 1);
    pack_string(&values, "corner");
    PACK(&values, uint8_t, 1);
    PACK(&values, uint32_t, 1);
    PACK(&values, uint64_t, 99);
    PACK(&values, uint8_t, 0);
    emit_exactly(event, &values);
    plume_event_destroy(event);
}

static void emit_words(void) {
    plume_event *event = made("words", "a:s8,b:f32,c:f64,d:bool,e:string,f:string,g:u16{one=1}");
    double number = 2.5;
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    uint64_t words[] = {(uint64_t)-3, bits, bits, 256, (uintptr_t) "text", 0, 1};
    CHECK(plume_event_emit_words(event, words, 7) == PLUME_EVENTS_DONE);
    CHECK(plume_event_emit_words(event, words, 6) == PLUME_EVENTS_VALUES);
    CHECK(plume_event_emit_word(event, 1) == PLUME_EVENTS_VALUES);
    plume_event_destroy(event);
    event = made("word", "a:u32");
    CHECK(plume_event_emit_word(event, 5) == PLUME_EVENTS_DONE);
    CHECK(plume_event_emit_string(event, "no") == PLUME_EVENTS_VALUES);
    plume_event_destroy(event);
    event = made("string", "a:string");
    CHECK(plume_event_emit_string(event, "yes") == PLUME_EVENTS_DONE);
    CHECK(plume_event_emit_word(event, 5) == PLUME_EVENTS_VALUES);
    plume_event_destroy(event);
    event = made("optional", "a:u32?");
    CHECK(plume_event_emit_word(event, 5) == PLUME_EVENTS_VALUES);
    plume_event_destroy(event);
    event = made("empty", "  ");
    CHECK(plume_event_emit(event, NULL, 0) == PLUME_EVENTS_DONE);
    CHECK(plume_event_emit_words(event, NULL, 0) == PLUME_EVENTS_DONE);
    plume_event_destroy(event);
}

static void refuse(void) {
    static const struct {
        const char *fields;
        int64_t position;
    } wrong[] = {
        {"a", 1}, {"a:", 2}, {"a:u9", 2}, {"a:u8,", 5}, {"a:u8,a:u8", 5}, {"1:u8", 0},
        {"a:u8[0]", 6}, {"a:u8[", 5}, {"a:u8[]{x=1}", 6}, {"a:string[2]", 9}, {"a:bytes[]", 9},
        {"a:f32{x=1}", 5}, {"a:u8{x=2..1}", 11}, {"a:u8{}", 5}, {"a:u8??", 5}, {"a:()", 3},
        {"a:(b:u8", 7}, {"a:u8)", 4}, {"a:u8{x=99999999999999999999}", 25}, {"a:u8{x=1..", 10},
    };
    plume_event *event;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        int64_t position = plume_events_signature_error(wrong[i].fields);
        if (position != wrong[i].position)
            fprintf(stderr, "%s: error at %d\n", wrong[i].fields, (int)position);
        CHECK(position == wrong[i].position);
        CHECK(
            plume_event_create("events", "wrong", 6, wrong[i].fields, &event) ==
            PLUME_EVENTS_SIGNATURE);
        CHECK(!event);
    }
    CHECK(plume_events_signature_error("a:u8") == -1);
    CHECK(plume_event_create("", "x", 6, "", &event) == PLUME_EVENTS_ARGUMENT);
    CHECK(plume_event_create("x", NULL, 6, "", &event) == PLUME_EVENTS_ARGUMENT);
    CHECK(plume_event_create("x", "x", 6, "", NULL) == PLUME_EVENTS_ARGUMENT);
    const char *deep = "a:(a:(a:(a:(a:(a:(a:(a:(a:u8)))))))";
    CHECK(plume_event_create("x", "x", 6, deep, &event) != PLUME_EVENTS_DONE);
    CHECK(plume_event_emit(NULL, "", 0) == PLUME_EVENTS_ARGUMENT);
    plume_event_destroy(NULL);
    for (int32_t status = 0; status < 8; status++) CHECK(*plume_events_status_text(status));
    char many[4000] = "f0:u8";
    for (int i = 1; i < 300; i++) sprintf(many + strlen(many), ",f%d:u8", i);
    CHECK(plume_event_create("x", "x", 6, many, &event) == PLUME_EVENTS_LIMIT);
}

static void find_again(void) {
    plume_event *event = made("again", "a:u8"), *same = made("again", "a:u8");
    plume_event *other = made("again", "a:u16");
    CHECK(same == event);
    CHECK(other != event);
    plume_event_destroy(same);
    CHECK(plume_event_emit_word(event, 1) == PLUME_EVENTS_DONE);
    plume_event_destroy(event);
    plume_event_destroy(other);
}

static void *make_and_destroy(void *unused) {
    for (int i = 0; i < 100; i++) {
        plume_event *event = made("shared", "a:string");
        CHECK(plume_event_enabled(event));
        plume_event_destroy(event);
    }
    return unused;
}

static plume_event *from_signals;

static void emit_from_signal(int number) {
    plume_event_emit_word(from_signals, (uint64_t)number);
}

// Threads that make the same event, a child that emits, and a signal's handler that does.
static void share(void) {
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) CHECK(!pthread_create(&threads[i], NULL, make_and_destroy, NULL));
    for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    from_signals = made("signal", "number:u32");
    signal(SIGUSR1, emit_from_signal);
    // Whoever started the program may hold signals back.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGUSR1);
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
    raise(SIGUSR1);
    pid_t child = fork();
    if (child == 0) {
        plume_event *event = made("child", "a:u8");
        plume_event_emit_word(event, 1);
        plume_event_destroy(event);
        _exit(0);
    }
    int status;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    plume_event_destroy(from_signals);
}

int main(void) {
    CHECK(plume_events_version() == 1);
    emit_scalars();
    emit_compounds();
    emit_words();
    refuse();
    find_again();
    share();
    return 0;
}
