// SPDX-License-Identifier: Apache-2.0
// A tracer for LD_PRELOAD: it appends each event of the process as a line of JSON to the file that
// PRINTING_TRACER_OUTPUT names. It knows the ABI and nothing of Plume, so that what Plume records
// can be compared with what it prints. An event is written with one call of write.
//
// An event: provider, name, level, attributes (if it has some), fields, and for variadic ones the
// variadic fields. A field or element: name (fields only), type (the label), what the label leaves
// open ("integer": "s16", "float", "string"), bits (parts of integers), order (if big), value.
// Structures and arrays have lists as values, optionals an element or null, variants also a
// selector, gathered sequences a length; enumerations have labels. Infinities, NaN and 128-bit
// floating-point numbers are strings. What the ABI does not allow has a "problem" in place of a
// value.

#include "printing/printing.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int output = -1;
static void *notifications;

static void finish(struct line *line) {
    if (line->is_full)
        line->used = (size_t)sprintf(line->text, "{\"problem\":\"the line is too long\"}");
    line->text[line->used++] = '\n';
    ssize_t written = write(output, line->text, line->used);
    (void)written;
}

static void print_event(
    const struct description *event, const struct array *arguments, const struct array *variadic) {
    struct line line;
    line.used = 0;
    line.is_full = line.needs_comma = false;
    line_open(&line, '{');
    line_member(&line, "provider", event->provider.value);
    line_member(&line, "name", event->name.value);
    line_key(&line, "level");
    line_unsigned(&line, event->log_level);
    print_attributes(&line, &event->attributes);
    line_key(&line, "fields");
    print_fields(&line, &event->fields, arguments);
    if (event->flags & VARIADIC) {
        line_key(&line, "variadic");
        if (variadic)
            print_dynamic_fields(&line, variadic);
        else
            line_null(&line);
    }
    line_close(&line, '}');
    finish(&line);
}

static void print_plain(
    const struct description *event, const struct array *arguments, void *own, void *caller) {
    (void)own;
    (void)caller;
    print_event(event, arguments, NULL);
}

static void print_variadic(
    const struct description *event, const struct array *arguments, const void *variadic, void *own,
    void *caller) {
    (void)own;
    (void)caller;
    const struct dynamic_struct *structure = variadic;
    print_event(event, arguments, structure ? &structure->fields : NULL);
}

static void change(enum notification kind, struct description *event) {
    if (event->version != 0) return;
    bool is_variadic = event->flags & VARIADIC;
    // Events that another batch has already may be told of twice.
    if (kind == INSERT && is_variadic)
        (void)side_tracer_callback_variadic_register(event, print_variadic, NULL, 0);
    else if (kind == INSERT)
        (void)side_tracer_callback_register(event, print_plain, NULL, 0);
    else if (is_variadic)
        (void)side_tracer_callback_variadic_unregister(event, print_variadic, NULL, 0);
    else
        (void)side_tracer_callback_unregister(event, print_plain, NULL, 0);
}

static void notify(
    enum notification kind, struct description **events, uint32_t count, void *own) {
    (void)own;
    for (uint32_t i = 0; i < count; i++)
        if (events[i]) change(kind, events[i]);
}

__attribute__((constructor)) static void start(void) {
    const char *path = getenv("PRINTING_TRACER_OUTPUT");
    if (!path) return;
    output = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (output < 0) {
        fprintf(stderr, "printing tracer: cannot open %s\n", path);
        return;
    }
    notifications = side_tracer_event_notification_register(notify, NULL);
}

__attribute__((destructor)) static void stop(void) {
    if (notifications) side_tracer_event_notification_unregister(notifications);
}
