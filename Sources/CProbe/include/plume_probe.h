// SPDX-License-Identifier: Apache-2.0
// Notes for debuggers in SystemTap's format (.note.stapsdt, version 3), for code in Swift: perf,
// bpftrace and gdb find a tracepoint by provider and name. Swift has no assembler and no constants
// that hold addresses of data, and what is passed to a C function is no constant for the assembler
// where nothing is optimised. So a note is made of calls of functions without parameters, each of
// which adds one piece: a macro writes them, PlumeMacrosPlugin/Support/EventProbe.swift.
//
//     plume_probe_begin();  then 15 of plume_probe_digit_*(): which event it is
//     plume_probe_note();   the fixed part of the note
//     plume_probe_text_*(): provider and name, each with a NUL behind it
//     plume_probe_here();   the place that debuggers stop at, and the end of the note

#ifndef PLUME_PROBE_H
#define PLUME_PROBE_H

#if defined(__linux__) && defined(__LP64__) && (defined(__x86_64__) || defined(__aarch64__))
#define PLUME_PROBE_ASSEMBLY(text) __asm__ volatile(text)
#else
#define PLUME_PROBE_ASSEMBLY(text)
#endif

// Debuggers that know it exchange a nop of five bytes for a call.
#if defined(__x86_64__)
#define PLUME_PROBE_NOP ".byte 0x0f, 0x1f, 0x44, 0x00, 0x00"
#else
#define PLUME_PROBE_NOP "nop"
#endif

// The section is not loaded: perf passes over notes that are.
#define PLUME_PROBE_NOTE ".pushsection .note.stapsdt, \"?\", \"note\"\n"

#define PLUME_PROBE_PIECE(name, text)                                                              \
    static inline __attribute__((always_inline)) void plume_probe_##name(void) {                   \
        PLUME_PROBE_ASSEMBLY(text);                                                                \
    }

// What all notes need, once in a program; no code refers to it, so it is retained. Tools find a
// semaphore in the file as they would in the section .probes; it is at the beginning of a page, for
// states that follow it in memory must not share a page of the file with data that is made
// read-only: the kernel looks for a semaphore in the first writable mapping of its page. The linker
// gives the beginning of a section with such a name a symbol; each event's state has a section of
// its own, and bytes 12 and 13 of a state, in the word that enables it, are the semaphore.
PLUME_PROBE_PIECE(
    begin,
    ".ifndef .Lplume_probe_is_prepared\n"
    ".set .Lplume_probe_is_prepared, 1\n"
    ".macro plume_probe_semaphore event\n"
    ".hidden __start_plume_event_state_\\event\n"
    ".8byte __start_plume_event_state_\\event + 12\n"
    ".endm\n"
    ".pushsection .probes, \"awGR\", \"progbits\", .plume.probes.page, comdat\n"
    ".balign 4096\n"
    ".space 2\n"
    ".popsection\n"
    ".endif\n"
    ".ifndef _.stapsdt.base\n"
    ".pushsection .stapsdt.base, \"aGR\", \"progbits\", .stapsdt.base, comdat\n"
    ".weak _.stapsdt.base\n"
    ".hidden _.stapsdt.base\n"
    "_.stapsdt.base: .space 1\n"
    ".size _.stapsdt.base, 1\n"
    ".popsection\n"
    ".endif\n"
    ".set .Lplume_probe_event, 0\n")

// The assembler puts the number, in decimal, into the name of the section's symbol.
PLUME_PROBE_PIECE(
    note, PLUME_PROBE_NOTE
    ".balign 4\n"
    ".4byte 992f - 991f, 994f - 993f, 3\n"
    "991: .asciz \"stapsdt\"\n"
    "992: .balign 4\n"
    "993: .8byte 990f\n"
    ".8byte _.stapsdt.base\n"
    ".altmacro\n"
    "plume_probe_semaphore %.Lplume_probe_event\n"
    ".noaltmacro\n"
    ".popsection\n")

PLUME_PROBE_PIECE(
    here,
    "990: " PLUME_PROBE_NOP "\n" PLUME_PROBE_NOTE
    ".byte 0\n"
    "994: .balign 4\n"
    ".popsection\n")

#define PLUME_PROBE_DIGIT(digit)                                                                   \
    PLUME_PROBE_PIECE(                                                                             \
        digit_##digit, ".set .Lplume_probe_event, .Lplume_probe_event * 16 + 0x" #digit)
#define PLUME_PROBE_BYTE(high, low)                                                                \
    PLUME_PROBE_PIECE(text_##high##low, PLUME_PROBE_NOTE ".byte 0x" #high #low "\n.popsection\n")

#define PLUME_PROBE_BYTES(high)                                                                    \
    PLUME_PROBE_BYTE(high, 0)                                                                      \
    PLUME_PROBE_BYTE(high, 1)                                                                      \
    PLUME_PROBE_BYTE(high, 2)                                                                      \
    PLUME_PROBE_BYTE(high, 3)                                                                      \
    PLUME_PROBE_BYTE(high, 4)                                                                      \
    PLUME_PROBE_BYTE(high, 5)                                                                      \
    PLUME_PROBE_BYTE(high, 6)                                                                      \
    PLUME_PROBE_BYTE(high, 7)                                                                      \
    PLUME_PROBE_BYTE(high, 8)                                                                      \
    PLUME_PROBE_BYTE(high, 9)                                                                      \
    PLUME_PROBE_BYTE(high, a)                                                                      \
    PLUME_PROBE_BYTE(high, b)                                                                      \
    PLUME_PROBE_BYTE(high, c)                                                                      \
    PLUME_PROBE_BYTE(high, d)                                                                      \
    PLUME_PROBE_BYTE(high, e)                                                                      \
    PLUME_PROBE_BYTE(high, f)
#define PLUME_PROBE_DIGIT_AND_BYTES(digit) PLUME_PROBE_DIGIT(digit) PLUME_PROBE_BYTES(digit)

PLUME_PROBE_DIGIT_AND_BYTES(0)
PLUME_PROBE_DIGIT_AND_BYTES(1)
PLUME_PROBE_DIGIT_AND_BYTES(2)
PLUME_PROBE_DIGIT_AND_BYTES(3)
PLUME_PROBE_DIGIT_AND_BYTES(4)
PLUME_PROBE_DIGIT_AND_BYTES(5)
PLUME_PROBE_DIGIT_AND_BYTES(6)
PLUME_PROBE_DIGIT_AND_BYTES(7)
PLUME_PROBE_DIGIT_AND_BYTES(8)
PLUME_PROBE_DIGIT_AND_BYTES(9)
PLUME_PROBE_DIGIT_AND_BYTES(a)
PLUME_PROBE_DIGIT_AND_BYTES(b)
PLUME_PROBE_DIGIT_AND_BYTES(c)
PLUME_PROBE_DIGIT_AND_BYTES(d)
PLUME_PROBE_DIGIT_AND_BYTES(e)
PLUME_PROBE_DIGIT_AND_BYTES(f)

#endif
