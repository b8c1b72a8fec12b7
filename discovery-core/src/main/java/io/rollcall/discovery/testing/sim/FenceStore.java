// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.leader.FencingTokens;
import io.rollcall.discovery.leader.FencingTokens.Answer;
import io.rollcall.discovery.leader.FencingTokens.Claim;
import io.rollcall.discovery.leader.FencingTokens.Denied;
import io.rollcall.discovery.leader.FencingTokens.Granted;
import io.rollcall.discovery.testing.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store behind the simulated fence; its clock is the world's. */
final class FenceStore {

    static final Duration LEASE = Duration.ofSeconds(10);

    private final VirtualTime time;
    private final Fencing kind;
    private @Nullable Claim holder;
    private long epoch;
    private long heldUntil;

    FenceStore(VirtualTime time, Fencing kind) {
        this.time = time;
        this.kind = kind;
    }

    Answer claim(Claim claim) {
        Claim current = holder;
        if (kind == Fencing.LEASE && current != null && held() && !current.equals(claim)) {
            return denied();
        }
        holder = claim;
        epoch++;
        return grant();
    }

    Answer renew(Claim claim, long of) {
        return of == epoch && claim.equals(holder) && (kind == Fencing.COUNTER || held()) ? grant() : denied();
    }

    void release(Claim claim, long of) {
        if (of == epoch && claim.equals(holder)) {
            holder = null;
        }
    }

    private boolean held() {
        return time.nanoTime() < heldUntil;
    }

    private Granted grant() {
        heldUntil = time.nanoTime() + LEASE.toNanos();
        return new Granted(epoch, LEASE);
    }

    private FencingTokens.Denied denied() {
        return new Denied(epoch, Optional.ofNullable(holder).map(Claim::candidate));
    }
}
