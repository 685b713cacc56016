// SPDX-License-Identifier: Apache-2.0
// The same ABI from C++, with callbacks that are given objects, and an event that outlives main.

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "check.h"
#include "sanitizer.h"
#include "side_abi.h"

extern "C" {
EVENT(event, 0);
}

namespace {

const array no_arguments = {{nullptr, 0}, 0};

struct Counter {
    std::atomic<int> calls{0};

    static void call(const description *, const array *, void *own, void *) {
        __tsan_acquire(own);
        static_cast<Counter *>(own)->calls++;
        __tsan_release(own);
    }
};

// Its destructor runs before or after the end of the runtime; nothing may come of it.
struct Registration {
    description *events[1] = {&event};
    void *handle = side_events_register(events, 1);
    ~Registration() {
        side_call(&event_state, &no_arguments);
        side_events_unregister(handle);
    }
} registration;

}  // namespace

int main() {
    CHECK(registration.handle != nullptr);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; thread++) {
        threads.emplace_back([] {
            for (int round = 0; round < 200; round++) {
                auto counter = std::make_unique<Counter>();
                __tsan_release(counter.get());
                CHECK(
                    side_tracer_callback_register(&event, Counter::call, counter.get(), 0) == DONE);
                side_call(&event_state, &no_arguments);
                CHECK(counter->calls > 0);
                CHECK(
                    side_tracer_callback_unregister(&event, Counter::call, counter.get(), 0) ==
                    DONE);
                __tsan_acquire(counter.get());
            }
        });
    }
    for (auto &thread : threads) thread.join();
    CHECK(event_state.enabled == 0);
    return 0;
}
