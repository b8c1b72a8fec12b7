// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** No logging until it is closed: simulated pods would say without end that DNS fails, which it is meant to. */
public final class Silence implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.rollcall.discovery");
    private final @Nullable Level before = logger.getLevel();

    /** Begins. */
    Silence() {
        logger.setLevel(Level.OFF);
    }

    /** While something runs. */
    public static void during(Runnable action) {
        Silence silence = new Silence();
        try {
            action.run();
        } finally {
            silence.close();
        }
    }

    @Override
    public void close() {
        logger.setLevel(before);
    }
}
