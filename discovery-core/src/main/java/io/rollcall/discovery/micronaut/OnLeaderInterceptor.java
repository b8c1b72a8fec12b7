// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.core.order.Ordered;
import io.rollcall.discovery.leader.LeaderElector;
import io.rollcall.discovery.leader.LeaderState.Leader;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link OnLeader} methods from running elsewhere. Exists whatever is configured: without an interceptor they would
 * run everywhere.
 */
@Singleton
@InterceptorBean(OnLeader.class)
final class OnLeaderInterceptor implements MethodInterceptor<Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(OnLeaderInterceptor.class);

    private final Optional<LeaderElector> elector;
    private final AtomicBoolean warned = new AtomicBoolean();

    OnLeaderInterceptor(Optional<LeaderElector> elector) {
        this.elector = elector;
    }

    /** Before transactions, retries and the like, which there is no need for where nothing runs. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> call) {
        if (!call.getReturnType().isVoid()) {
            throw new IllegalStateException("@OnLeader " + call.getExecutableMethod() + " returns "
                    + call.getReturnType().getType().getName()
                    + ", but there is nothing to return where it does not run; make it void");
        }
        if (elector.isEmpty() && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "@OnLeader {} does not run, nor does any other: there is no LeaderElector; set {}.expected-peers, and"
                            + " {}.enabled=true or provide a FencingTokens bean",
                    call.getExecutableMethod(),
                    RollcallConfiguration.PREFIX,
                    LeaderConfiguration.PREFIX);
        }
        boolean leads =
                elector.filter(running -> running.state() instanceof Leader).isPresent();
        return leads ? call.proceed() : null;
    }
}
