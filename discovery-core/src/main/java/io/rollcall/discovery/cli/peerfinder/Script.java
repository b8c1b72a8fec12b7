// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.peerfinder;

import io.rollcall.discovery.cli.CannotRunException;
import io.rollcall.discovery.cli.ChildProcess;
import io.rollcall.discovery.cli.DurationConverter;
import io.rollcall.discovery.cli.ExitCode;
import io.rollcall.discovery.cli.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A script and how patiently it is run.
 *
 * @param option what it was given as, {@code -on-start}
 * @param words the program and its arguments
 * @param timeout how long one run may take; zero is for ever
 * @param retries how often a run that failed is made again, after 1, 2, 4... seconds
 * @param grace how long it may take to end once it was told to
 */
record Script(String option, List<String> words, Duration timeout, int retries, Duration grace) {

    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final long FIRST_PAUSE_SECONDS = 1;
    private static final long LONGEST_PAUSE_SECONDS = 30;

    /**
     * Runs it, again if need be.
     *
     * @return 0, or the exit code of the last run
     */
    int run(Call call, Map<String, String> surrounding, Surroundings surroundings) throws InterruptedException {
        long pause = FIRST_PAUSE_SECONDS;
        for (int left = retries; ; left--) {
            int code = once(call, surrounding, surroundings);
            if (code == 0) {
                return code;
            }
            String again = left > 0 ? "; again in " + pause + " s, " + left + " tries left" : "";
            surroundings.say(option + " " + words.get(0) + " ended with " + code + again);
            if (left <= 0) {
                return code;
            }
            // The pause between tries is what was asked for; nothing is awaited.
            TimeUnit.SECONDS.sleep(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS);
        }
    }

    private int once(Call call, Map<String, String> surrounding, Surroundings surroundings)
            throws InterruptedException {
        Map<String, String> environment = new HashMap<>(surrounding);
        environment.putAll(call.environment());
        ChildProcess child;
        try {
            child = ChildProcess.start(words, environment, call.stdin(), grace);
        } catch (IOException e) {
            throw new CannotRunException("cannot run " + option + " " + words.get(0) + ": " + e.getMessage()
                    + "; give the path of an executable file with its interpreter in the first line");
        }
        if (child.await(timeout.isZero() ? FOR_EVER : timeout)) {
            return child.code();
        }
        surroundings.say(option + " " + words.get(0) + " has not ended after " + DurationConverter.text(timeout)
                + "; it is told to");
        child.stop();
        return ExitCode.SCRIPT_TIMED_OUT.code();
    }
}
