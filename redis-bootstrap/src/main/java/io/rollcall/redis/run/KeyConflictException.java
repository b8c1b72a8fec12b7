// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Refusal;

/** Both sides of a migration hold a key, and with different values: only a person can say which is right. */
final class KeyConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    KeyConflictException(Refusal refusal) {
        super(refusal.sentence());
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
