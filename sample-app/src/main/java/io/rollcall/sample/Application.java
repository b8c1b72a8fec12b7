// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the application. Ends with code 1, and one sentence, if a setting is wrong. */
public final class Application extends Micronaut {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private static final String LABEL = "Message: ";
    private static final String UNREADABLE = LABEL + "Error resolving property value";

    private Application() {}

    /** Starts with settings from the command line ({@code -rollcall.service=orders}), environment and files. */
    public static void main(String[] args) {
        new Application().args(args).banner(false).start();
    }

    @Override
    protected void handleStartupException(Environment environment, Throwable failure) {
        Optional<String> wrongSetting = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> wrongSetting(cause).stream())
                .findFirst();
        if (wrongSetting.isEmpty()) {
            super.handleStartupException(environment, failure);
            return;
        }
        LOG.error("cannot start: {}", wrongSetting.get());
        System.exit(1);
    }

    /** What discovery says about a value, or the line about it in Micronaut's account of a failed injection. */
    private static Optional<String> wrongSetting(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof IllegalArgumentException
                ? Optional.of(message)
                : message.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith(UNREADABLE))
                        .map(line -> line.substring(LABEL.length()))
                        .findFirst();
    }
}
