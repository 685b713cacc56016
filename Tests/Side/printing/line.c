// SPDX-License-Identifier: Apache-2.0
// A line of JSON, in ASCII. What is no valid text is written as the lone surrogates by which Python
// stands for such bytes, so that nothing is lost.

#include "printing.h"

#include <string.h>

static void put(struct line *line, char byte) {
    // The end of the line that says that it is full needs its room.
    if (line->used + 64 >= sizeof line->text) {
        line->is_full = true;
        return;
    }
    line->text[line->used++] = byte;
}

void line_text(struct line *line, const char *text) {
    while (*text) put(line, *text++);
}

static void separate(struct line *line) {
    if (line->needs_comma) put(line, ',');
    line->needs_comma = true;
}

void line_open(struct line *line, char bracket) {
    separate(line);
    put(line, bracket);
    line->needs_comma = false;
}

void line_close(struct line *line, char bracket) {
    put(line, bracket);
    line->needs_comma = true;
}

void line_key(struct line *line, const char *key) {
    line_string(line, key);
    put(line, ':');
    line->needs_comma = false;
}

void line_unsigned(struct line *line, unsigned __int128 value) {
    char digits[40];
    unsigned count = 0;
    do {
        digits[count++] = (char)('0' + (unsigned)(value % 10));
        value /= 10;
    } while (value != 0);
    separate(line);
    while (count > 0) put(line, digits[--count]);
}

void line_signed(struct line *line, __int128 value) {
    if (value >= 0) {
        line_unsigned(line, (unsigned __int128)value);
        return;
    }
    separate(line);
    put(line, '-');
    line->needs_comma = false;
    line_unsigned(line, -(unsigned __int128)value);
}

void line_bool(struct line *line, bool value) {
    separate(line);
    line_text(line, value ? "true" : "false");
}

void line_null(struct line *line) {
    separate(line);
    line_text(line, "null");
}

static void put_unit(struct line *line, unsigned unit) {
    static const char digits[] = "0123456789abcdef";
    line_text(line, "\\u");
    for (int shift = 12; shift >= 0; shift -= 4) put(line, digits[unit >> shift & 15]);
}

static void put_scalar(struct line *line, uint32_t scalar) {
    if (scalar == '"' || scalar == '\\') {
        put(line, '\\');
        put(line, (char)scalar);
    } else if (scalar >= 0x20 && scalar < 0x7f) {
        put(line, (char)scalar);
    } else if (scalar < 0x10000) {
        put_unit(line, scalar);
    } else if (scalar < 0x110000) {
        put_unit(line, 0xd800 + ((scalar - 0x10000) >> 10));
        put_unit(line, 0xdc00 + ((scalar - 0x10000) & 0x3ff));
    } else {
        put_unit(line, 0xfffd);
    }
}

// How many bytes form the scalar that begins here; 0 when none does.
static unsigned scalar_length(const uint8_t *bytes, uint32_t *scalar) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned length = bytes[0] < 0x80   ? 1
                      : bytes[0] < 0xc0 ? 0
                      : bytes[0] < 0xe0 ? 2
                      : bytes[0] < 0xf0 ? 3
                      : bytes[0] < 0xf8 ? 4
                                        : 0;
    if (length == 0) return 0;
    *scalar = length == 1 ? bytes[0] : bytes[0] & (0x7fu >> length);
    for (unsigned i = 1; i < length; i++) {
        if ((bytes[i] & 0xc0) != 0x80) return 0;
        *scalar = *scalar << 6 | (bytes[i] & 0x3f);
    }
    bool is_surrogate = *scalar >= 0xd800 && *scalar < 0xe000;
    return *scalar >= least[length] && *scalar < 0x110000 && !is_surrogate ? length : 0;
}

void line_string(struct line *line, const char *utf8) {
    separate(line);
    put(line, '"');
    const uint8_t *bytes = (const uint8_t *)(utf8 ? utf8 : "");
    while (*bytes) {
        uint32_t scalar;
        unsigned length = scalar_length(bytes, &scalar);
        if (length == 0)
            put_unit(line, 0xdc00 + *bytes);
        else
            put_scalar(line, scalar);
        bytes += length == 0 ? 1 : length;
    }
    put(line, '"');
}

void line_units(struct line *line, const void *string, unsigned unit, bool is_big) {
    if (!string || unit == 1) {
        line_string(line, string);
        return;
    }
    separate(line);
    put(line, '"');
    const uint8_t *bytes = string;
    for (;; bytes += unit) {
        uint32_t value = (uint32_t)read_bits(bytes, unit, is_big, 0, unit * 8);
        if (value == 0) break;
        // Units of two bytes are what JSON's escapes are, pairs included.
        put_scalar(line, value);
    }
    put(line, '"');
}

void line_member(struct line *line, const char *key, const char *utf8) {
    line_key(line, key);
    line_string(line, utf8);
}

void line_raw_string(struct line *line, const struct raw_string *string) {
    line_units(line, string->text.value, string->unit, string->order == BIG);
}
