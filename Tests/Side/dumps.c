// SPDX-License-Identifier: Apache-2.0
// State dumps: both modes, keys, cancellation, the events around them, fork in the middle.

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "check.h"
#include "side_abi.h"

EVENT(content, 0);
EVENT(other, 0);

static struct description *events[] = {&content};
static const struct array no_arguments;

enum { TRACERS = 3 };

// One, but for those of a sanitizer.
static int threads_at_start;

// What a tracer got: how many dumps began and ended, and what was in them.
static struct tracer {
    uint64_t key;
    int begun, ended, contents;
    char name[32];
} tracers[TRACERS];

static struct description *begin_event, *end_event;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void take(
    const struct description *event, const struct array *arguments, void *own, void *caller) {
    struct tracer *tracer = own;
    (void)caller;
    pthread_mutex_lock(&lock);
    if (event == &content) {
        CHECK(tracer->begun > tracer->ended);
        tracer->contents++;
    } else {
        const struct argument *argument = arguments->first.value;
        CHECK(arguments->count == 1 && argument->label == LABEL_STRING);
        struct address text;
        memcpy(&text, argument->value, sizeof text);
        strncpy(tracer->name, text.value, sizeof tracer->name - 1);
        if (event == begin_event) {
            tracer->begun++;
        } else {
            tracer->ended++;
        }
    }
    pthread_mutex_unlock(&lock);
}

static void find_own(
    enum notification kind, struct description **all, uint32_t count, void *own) {
    (void)kind;
    (void)own;
    for (uint32_t index = 0; index < count; index++) {
        if (!all[index]) continue;
        if (strcmp(all[index]->name.value, "statedump_begin") == 0) begin_event = all[index];
        if (strcmp(all[index]->name.value, "statedump_end") == 0) end_event = all[index];
    }
}

static void change_callbacks(int (*change)(struct description *, function_t, void *, uint64_t)) {
    struct description *wanted[] = {begin_event, &content, end_event};
    for (int index = 0; index < TRACERS; index++) {
        for (int event = 0; event < 3; event++) {
            CHECK(change(wanted[event], take, &tracers[index], tracers[index].key) == DONE);
        }
    }
}

static int tracer_sum(size_t offset) {
    int sum = 0;
    pthread_mutex_lock(&lock);
    for (int index = 0; index < TRACERS; index++) {
        sum += *(int *)((char *)&tracers[index] + offset);
    }
    pthread_mutex_unlock(&lock);
    return sum;
}

static int ended(int index) {
    pthread_mutex_lock(&lock);
    int count = tracers[index].ended;
    pthread_mutex_unlock(&lock);
    return count;
}

static void forget(void) {
    pthread_mutex_lock(&lock);
    for (int index = 0; index < TRACERS; index++) {
        tracers[index].begun = tracers[index].ended = tracers[index].contents = 0;
    }
    pthread_mutex_unlock(&lock);
}

static _Atomic pthread_t runner;
static _Atomic int signals_blocked, dumps, must_wait, is_inside;

static void dump(void *key) {
    runner = pthread_self();
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    signals_blocked = sigismember(&blocked, SIGUSR1) == 1 && sigismember(&blocked, SIGTERM) == 1;
    is_inside = 1;
    while (must_wait == getpid()) usleep(1000);
    is_inside = 0;
    if (is_enabled(&content_state)) side_statedump_call(&content_state, &no_arguments, key);
    dumps++;
}

static void expect_each(int count) {
    pthread_mutex_lock(&lock);
    for (int index = 0; index < TRACERS; index++) {
        CHECK(tracers[index].begun == count && tracers[index].ended == count);
        CHECK(tracers[index].contents == count);
    }
    pthread_mutex_unlock(&lock);
}

static void test_polling(void) {
    forget();
    void *handle = side_statedump_request_notification_register("polled", dump, POLLING);
    CHECK(handle && dumps == 0 && side_statedump_poll_pending_requests(handle));
    CHECK(side_statedump_run_pending_requests(handle) == DONE);
    CHECK(dumps == 1 && !side_statedump_poll_pending_requests(handle));
    expect_each(1);
    CHECK(strcmp(tracers[0].name, "polled") == 0);
    CHECK(side_tracer_statedump_request(tracers[1].key) == DONE);
    CHECK(side_tracer_statedump_request(tracers[2].key) == DONE);
    CHECK(side_tracer_statedump_request(tracers[1].key) == DONE);
    CHECK(side_statedump_poll_pending_requests(handle));
    CHECK(side_tracer_statedump_request_cancel(tracers[0].key) == DONE);
    CHECK(side_statedump_run_pending_requests(handle) == DONE);
    CHECK(tracers[0].ended == 1 && tracers[1].ended == 3 && tracers[2].ended == 2);
    CHECK(side_tracer_statedump_request(tracers[1].key) == DONE);
    CHECK(side_tracer_statedump_request(tracers[2].key) == DONE);
    CHECK(side_tracer_statedump_request_cancel(tracers[1].key) == DONE);
    CHECK(side_statedump_run_pending_requests(handle) == DONE);
    CHECK(tracers[0].ended == 1 && tracers[1].ended == 3 && tracers[2].ended == 3);
    CHECK(side_tracer_statedump_request(tracers[1].key) == DONE);
    CHECK(side_tracer_statedump_request_cancel(tracers[1].key) == DONE);
    CHECK(!side_statedump_poll_pending_requests(handle));
    CHECK(thread_count() <= threads_at_start);
    side_statedump_request_notification_unregister(handle);
    CHECK(side_statedump_run_pending_requests(handle) == INVALID);
}

static void test_agent(void) {
    forget();
    dumps = 0;
    void *handle = side_statedump_request_notification_register("agent's", dump, AGENT_THREAD);
    // The first dump is done when the function returns, and no thread is left over.
    CHECK(handle && dumps == 1 && thread_count() <= threads_at_start);
    expect_each(1);
    CHECK(!side_statedump_poll_pending_requests(handle));
    CHECK(side_statedump_run_pending_requests(handle) == INVALID);
    CHECK(side_tracer_statedump_request(tracers[0].key) == DONE);
    CHECK(side_tracer_statedump_request(tracers[2].key) == DONE);
    WAIT_UNTIL(ended(0) == 2 && ended(2) == 2);
    CHECK(!pthread_equal(runner, pthread_self()) && signals_blocked && ended(1) == 1);
    WAIT_UNTIL(thread_count() <= threads_at_start);
    // One that runs is not cancelled, one that waits is.
    must_wait = getpid();
    CHECK(side_tracer_statedump_request(tracers[0].key) == DONE);
    CHECK(side_tracer_statedump_request(tracers[1].key) == DONE);
    WAIT_UNTIL(is_inside);
    CHECK(side_tracer_statedump_request_cancel(tracers[0].key) == DONE);
    CHECK(side_tracer_statedump_request_cancel(tracers[1].key) == DONE);
    must_wait = 0;
    WAIT_UNTIL(ended(0) == 3);
    side_statedump_request_notification_unregister(handle);
    CHECK(ended(1) == 1);
    WAIT_UNTIL(thread_count() <= threads_at_start);
}

static void *_Atomic removed;
static void leave(void *key) {
    (void)key;
    dumps++;
    if (removed) side_statedump_request_notification_unregister(removed);
}

static void test_leaving_from_within(void) {
    forget();
    dumps = 0;
    removed = NULL;
    void *handle = side_statedump_request_notification_register("polled", leave, POLLING);
    removed = handle;
    CHECK(side_tracer_statedump_request(tracers[0].key) == DONE);
    CHECK(side_statedump_run_pending_requests(handle) == DONE);
    CHECK(dumps == 1 && side_statedump_run_pending_requests(handle) == INVALID);
    removed = NULL;
    handle = side_statedump_request_notification_register("agent's", leave, AGENT_THREAD);
    removed = handle;
    CHECK(side_tracer_statedump_request(tracers[0].key) == DONE);
    CHECK(side_tracer_statedump_request(tracers[1].key) == DONE);
    WAIT_UNTIL(dumps == 3);
    WAIT_UNTIL(thread_count() <= threads_at_start);
    CHECK(dumps == 3);
}

// The functions that upstream locks twice in, from several threads at once.
static void *request_often(void *tracer) {
    for (int round = 0; round < 200; round++) {
        CHECK(side_tracer_statedump_request(((struct tracer *)tracer)->key) == DONE);
        CHECK(side_tracer_statedump_request_cancel(777) == DONE);
    }
    return NULL;
}

static void test_threads(void) {
    forget();
    void *polled = side_statedump_request_notification_register("polled", dump, POLLING);
    void *agents = side_statedump_request_notification_register("agent's", dump, AGENT_THREAD);
    pthread_t threads[TRACERS];
    for (int index = 0; index < TRACERS; index++) {
        CHECK(pthread_create(&threads[index], NULL, request_often, &tracers[index]) == 0);
    }
    for (int index = 0; index < TRACERS; index++) pthread_join(threads[index], NULL);
    while (side_statedump_poll_pending_requests(polled)) {
        CHECK(side_statedump_run_pending_requests(polled) == DONE);
    }
    WAIT_UNTIL(tracer_sum(offsetof(struct tracer, ended)) == TRACERS * 402);
    expect_each(402);
    side_statedump_request_notification_unregister(polled);
    side_statedump_request_notification_unregister(agents);
}

static void expect_child(pid_t child) {
    int status;
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

// Fork while the agent runs a dump and others wait: each process finishes what was asked for.
static void test_fork(int is_polling) {
    forget();
    void *polled = side_statedump_request_notification_register("polled", dump, POLLING);
    CHECK(side_statedump_run_pending_requests(polled) == DONE);
    void *agents =
        side_statedump_request_notification_register("agent's", dump, AGENT_THREAD);
    expect_each(2);
    must_wait = is_polling ? 0 : getpid();
    CHECK(side_tracer_statedump_request(tracers[0].key) == DONE);
    CHECK(side_tracer_statedump_request(tracers[1].key) == DONE);
    if (!is_polling) WAIT_UNTIL(is_inside);
    pid_t child = fork();
    if (!child) {
        // The agent's dump was cut short and is begun again: its first event comes twice.
        WAIT_UNTIL(ended(0) == 3 && ended(1) == 3);
        CHECK(side_statedump_run_pending_requests(polled) == DONE);
        CHECK(ended(0) == 4 && ended(1) == 4 && ended(2) == 2);
        CHECK(side_tracer_statedump_request(tracers[2].key) == DONE);
        WAIT_UNTIL(ended(2) == 3);
        side_statedump_request_notification_unregister(polled);
        side_statedump_request_notification_unregister(agents);
        WAIT_UNTIL(thread_count() <= threads_at_start);
        exit(0);
    }
    must_wait = 0;
    CHECK(side_statedump_run_pending_requests(polled) == DONE);
    WAIT_UNTIL(ended(0) == 4 && ended(1) == 4);
    CHECK(ended(2) == 2);
    expect_child(child);
    side_statedump_request_notification_unregister(polled);
    side_statedump_request_notification_unregister(agents);
}

// A dump that forks, on the agent's thread and on the program's.
static void fork_in_dump(void *key) {
    if (*(uint64_t *)key != tracers[0].key) return;
    pid_t child = fork();
    if (!child) _exit(side_tracer_statedump_request(tracers[1].key));
    expect_child(child);
    dumps++;
}

static void test_fork_within(void) {
    dumps = 0;
    void *agents =
        side_statedump_request_notification_register("agent's", fork_in_dump, AGENT_THREAD);
    void *polled = side_statedump_request_notification_register("polled", fork_in_dump, POLLING);
    CHECK(side_tracer_statedump_request(tracers[0].key) == DONE);
    WAIT_UNTIL(dumps == 1);
    CHECK(side_statedump_run_pending_requests(polled) == DONE);
    CHECK(dumps == 2);
    side_statedump_request_notification_unregister(polled);
    side_statedump_request_notification_unregister(agents);
}

// A child of a callback unregisters what its parent is inside of.
static void fork_in_callback(
    const struct description *event, const struct array *arguments, void *own, void *caller) {
    (void)event;
    (void)arguments;
    (void)caller;
    pid_t child = fork();
    if (child) {
        expect_child(child);
    } else {
        *(int *)own = 1;
    }
}

static void test_fork_in_callback(void) {
    int is_child = 0;
    CHECK(side_tracer_callback_register(&other, fork_in_callback, &is_child, 0) == DONE);
    side_call(&other_state, &no_arguments);
    CHECK(side_tracer_callback_unregister(&other, fork_in_callback, &is_child, 0) == DONE);
    if (is_child) exit(0);
}

static void *do_nothing(void *unused) { return unused; }

int main(void) {
    alarm(120);
    // A sanitizer may start a thread of its own with the first one of the program.
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, do_nothing, NULL) == 0);
    pthread_join(thread, NULL);
    threads_at_start = thread_count();
    void *handle = side_events_register(events, 1);
    void *listener = side_tracer_event_notification_register(find_own, NULL);
    CHECK(begin_event && end_event);
    for (int index = 0; index < TRACERS; index++) {
        CHECK(side_tracer_request_key(&tracers[index].key) == DONE);
    }
    change_callbacks(side_tracer_callback_register);
    test_polling();
    test_agent();
    test_leaving_from_within();
    test_threads();
    test_fork(0);
    for (int round = 0; round < 20; round++) test_fork(1);
    test_fork_within();
    test_fork_in_callback();
    change_callbacks(side_tracer_callback_unregister);
    side_tracer_event_notification_unregister(listener);
    side_events_unregister(handle);
    return 0;
}
