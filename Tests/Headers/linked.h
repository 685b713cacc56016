// SPDX-License-Identifier: Apache-2.0
// An event that is emitted where compilers make code several times or in groups of their own: in
// templates, inline functions, constructors and destructors. linked.cpp and linked_too.cpp.

#ifndef LINKED_H
#define LINKED_H

#include <plume/tracepoint.h>

PLUME_HIDDEN_TRACEPOINT(linked, place, PLUME_INFO, (u32, number), (string, where));

template <typename Number> inline void in_template(Number number) {
    plume_tracepoint(linked, place, static_cast<uint32_t>(number), "template");
}

inline void in_inline_function(int number) {
    plume_tracepoint(linked, place, static_cast<uint32_t>(number), "inline");
}

template <typename Number> class Box {
  public:
    explicit Box(Number number) : number(number) {
        plume_tracepoint(linked, place, static_cast<uint32_t>(number), "constructor");
    }
    virtual ~Box() { plume_tracepoint(linked, place, static_cast<uint32_t>(number), "destructor"); }
    Box(const Box &) = delete;
    Box &operator=(const Box &) = delete;
    virtual void show() {
        plume_tracepoint(linked, place, static_cast<uint32_t>(number), "virtual");
    }

  private:
    Number number;
};

/** Emits from the other file. */
void in_other_file();

#endif
