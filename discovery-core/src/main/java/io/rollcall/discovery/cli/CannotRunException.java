// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

/**
 * A program that was to be run could not be started; the message is for the user.
 *
 * @since 0.1
 */
public final class CannotRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message in whole sentences. */
    public CannotRunException(String message) {
        super(message);
    }
}
