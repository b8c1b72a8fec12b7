// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

/**
 * What betrays a forged answer to a resolver that looks (RFC 5452, section 9.1).
 *
 * @since 0.1
 */
public enum Forgery {
    /** The message id is another one. */
    WRONG_ID,
    /** The question is for another name. */
    WRONG_QUESTION,
    /** It comes from another port than was asked; over UDP only. */
    WRONG_PORT
}
