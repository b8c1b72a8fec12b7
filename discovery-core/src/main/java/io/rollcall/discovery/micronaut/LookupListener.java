// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.rollcall.discovery.LookupResult;
import java.time.Duration;

/**
 * Is told how each lookup ended, the watch's and the application's own. Every bean of this type is; called on the thread
 * that looks, so it must not block.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface LookupListener {

    /**
     * A lookup ended.
     *
     * @param result how
     * @param took how long it took
     */
    void looked(LookupResult result, Duration took);
}
