// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import java.util.ArrayList;
import java.util.List;

/** What is decided under a lock, and done once it is released. */
final class AfterLock {

    private final List<Runnable> tasks = new ArrayList<>();

    void add(Runnable task) {
        tasks.add(task);
    }

    void run() {
        tasks.forEach(Runnable::run);
    }
}
