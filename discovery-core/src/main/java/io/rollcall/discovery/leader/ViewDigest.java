// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * A short name for what a peer sees: who is listed, and how many it expects. Addresses are left out, because they say
 * nothing about who is a member. Immutable.
 *
 * @param hex 64 hexadecimal digits in lower case
 * @since 0.1
 */
public record ViewDigest(String hex) {

    private static final int DIGITS = 64;

    /**
     * Checks the digits.
     *
     * @throws IllegalArgumentException if it is no SHA-256 in lower case
     */
    public ViewDigest {
        if (hex.length() != DIGITS || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("\"" + hex + "\" is not " + DIGITS + " hexadecimal digits");
        }
    }

    /** SHA-256 of the configured range of ordinals and the names of the peers in their order. */
    public static ViewDigest of(PeerView view) {
        HeadlessService service = view.service();
        String text = service.firstOrdinal() + "+" + service.expectedPeers() + "\n"
                + view.peers().stream().map(peer -> peer.name() + "\n").collect(Collectors.joining());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new ViewDigest(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex.substring(0, 12);
    }
}
