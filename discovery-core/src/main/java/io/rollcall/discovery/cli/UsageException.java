// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

/**
 * The command line, the environment or a file is wrong; the message is for the user.
 *
 * @since 0.1
 */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message in whole sentences. */
    public UsageException(String message) {
        super(message);
    }
}
