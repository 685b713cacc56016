// SPDX-License-Identifier: Apache-2.0
// Events of the SIDE ABI at random, from a seed: types, values of them, and what a trace should
// hold, as JSON that compare.py reads.

#ifndef RANDOM_H
#define RANDOM_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLUME_REQUIRE_RUNTIME
#include "../../../include/plume/side-abi.h"

#define PTR(pointer) ((struct side_ptr)SIDE_PTR(pointer))

typedef unsigned __int128 wide_t;

enum kind {
    KIND_BOOL,
    KIND_INTEGER,
    KIND_BYTE,
    KIND_POINTER,
    KIND_FLOAT,
    KIND_STRING,
    KIND_GATHERED_INTEGER,
    KIND_GATHERED_STRING,
    KIND_ENUMERATION,
    KIND_BITMAP,
    KIND_DYNAMIC,
    KIND_SCALARS,
    KIND_STRUCTURE = KIND_SCALARS,
    KIND_VARIANT,
    KIND_OPTIONAL,
    KIND_ARRAY,
    KIND_VLA,
    KIND_VISITED,
    KIND_COUNT,
};

// A type, and what is needed to make values of it.
struct node {
    enum kind kind;
    struct side_type type;
    uint32_t count;              // Members, options, elements or labels.
    struct node *parts;          // Members, options, the element, or the integer of labels.
    struct side_event_field *fields;
    struct side_variant_option *options;
    struct side_enum_mapping *labels;
};

uint64_t random_number(void);
// A number from 0 to the limit, exclusive.
uint32_t below(uint32_t limit);
// Zeroed memory that is never freed.
void *take(size_t size);
// Names and texts, most of them of an unpleasant kind.
char *random_name(const struct side_event_field *others, uint32_t count);
char *random_text(void);

void make_type(struct node *node, int depth);
void make_fields(struct node *node, int depth);
// An argument of the type; what should be recorded of it is printed.
struct side_arg make_argument(const struct node *node);
struct side_arg_vec make_arguments(const struct node *node);
struct side_arg make_dynamic(int depth);
void print_quoted(const char *text);
// Whether values of the type take members of their own beside them.
int needs_structure(const struct node *node);

#endif
