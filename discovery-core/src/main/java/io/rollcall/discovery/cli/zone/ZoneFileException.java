// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.zone;

/**
 * A text is no zone file; the message says where and why.
 *
 * @since 0.1
 */
public final class ZoneFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ZoneFileException(String message) {
        super(message);
    }
}
