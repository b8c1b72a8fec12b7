// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

/** The command line or the environment is wrong; the message is one sentence for the user. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
