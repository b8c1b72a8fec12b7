// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

/**
 * The program's exit codes; part of its interface, listed in {@code --help} and in the manual.
 *
 * @since 0.1
 */
public enum ExitCode {
    /** All is well. */
    OK(0, "done"),
    /** A defect. */
    INTERNAL(1, "a defect of this program"),
    /** Something to be corrected by whoever called. */
    USAGE(2, "the command line, the environment or a file is wrong"),
    /** DNS answered, and that was not enough. */
    PEERS_MISSING(4, "DNS listed nobody, or not enough peers in time"),
    /** DNS did not answer. */
    NO_ANSWER(5, "no nameserver gave a usable answer"),
    /** Of {@code doctor}. */
    WARNINGS(6, "doctor: something works worse than it should"),
    /** Of {@code doctor}. */
    ERRORS(7, "doctor: something does not work"),
    /** Of {@code leader}. */
    NOT_LEADER(8, "leader: another peer is to lead, and this one was asked about"),
    /** Of {@code leader}. */
    UNDECIDED(9, "leader: nobody could be named in time, or this peer must not lead"),
    /** As of {@code timeout(1)}. */
    SCRIPT_TIMED_OUT(124, "a script was stopped at its time-out"),
    /** As of a shell. */
    CANNOT_RUN(126, "a script could not be started"),
    /** As of a shell. */
    STOPPED(130, "stopped by Ctrl-C (143: by SIGTERM)");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number. */
    public int code() {
        return code;
    }

    /** What it means, for the list of exit codes. */
    String meaning() {
        return meaning;
    }
}
