// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.rollcall.discovery.leader.LeaderElector;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps down before the application ends, while its beans still work: listeners stop their work, then the epoch is given
 * back. Where Micronaut's graceful shutdown is on, this happens within its grace period already.
 */
@Singleton
@RequiresRollcall
@Requires(beans = LeaderElector.class)
final class Resignation implements ApplicationEventListener<ShutdownEvent>, GracefulShutdownCapable {

    private static final Logger LOG = LoggerFactory.getLogger(Resignation.class);

    private final LeaderElector elector;
    private final Announcer announcer;
    private final Duration timeout;

    Resignation(LeaderElector elector, Announcer announcer, LeaderConfiguration configuration) {
        this.elector = elector;
        this.announcer = announcer;
        timeout = configuration.resignTimeout();
    }

    @Override
    public CompletionStage<?> shutdownGracefully() {
        return elector.resign();
    }

    @Override
    public void onApplicationEvent(ShutdownEvent event) {
        try {
            elector.resign().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            LOG.warn(
                    "stepped down, but after {} a listener still runs or the fence has not taken the epoch back;"
                            + " ending all the same ({}.resign-timeout)",
                    timeout,
                    LeaderConfiguration.PREFIX);
        } catch (ExecutionException failed) {
            LOG.warn("stepped down, but the epoch was not given back", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            // That the elector closes next is no news.
            announcer.close();
        }
    }
}
