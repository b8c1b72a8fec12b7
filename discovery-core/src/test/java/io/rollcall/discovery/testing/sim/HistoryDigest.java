// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

/** Prints the digest of one history: the program of another JVM. */
final class HistoryDigest {

    private HistoryDigest() {}

    public static void main(String[] args) {
        System.out.println(Histories.random(Long.parseLong(args[0])).run().sha256());
    }
}
