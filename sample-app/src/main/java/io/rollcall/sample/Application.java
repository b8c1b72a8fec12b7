// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import io.rollcall.discovery.identity.IdentityException;
import io.rollcall.discovery.identity.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the application. Ends with code 1, and one sentence, if a setting is wrong. If it is only unknown which pod this
 * is, it serves all the same, takes no part in leadership, and says so.
 */
public final class Application extends Micronaut {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private static final String LABEL = "Message: ";
    private static final String UNREADABLE = LABEL + "Error resolving property value";
    private static final String MEMBER = "rollcall.member";
    /** What is looked up where nothing tells. */
    private static final Map<String, String> FALLBACK = Map.of(
            "rollcall.service", "sample-app",
            "rollcall.namespace", "default",
            "rollcall.cluster-domain", "cluster.local");

    private final String[] arguments;

    private Application(String... arguments) {
        this.arguments = arguments.clone();
        args(arguments).banner(false);
    }

    /** Starts with settings from the command line ({@code -rollcall.service=orders}), environment and files. */
    public static void main(String[] args) {
        ApplicationContext unused = new Application(args).start();
    }

    @Override
    protected void handleStartupException(Environment environment, Throwable failure) {
        Optional<String> unknown = causes(failure).flatMap(Application::unknown).findFirst();
        if (unknown.isPresent() && !environment.containsProperty(MEMBER)) {
            LOG.warn("this process takes no part in leadership: {}", unknown.get());
            ApplicationContext unused = new Application(arguments)
                    .properties(stranger(environment, unknown.get()))
                    .start();
            return;
        }
        Optional<String> wrong =
                causes(failure).flatMap(Application::wrongSetting).findFirst();
        if (wrong.isEmpty()) {
            super.handleStartupException(environment, failure);
            return;
        }
        LOG.error("cannot start: {}", wrong.get());
        System.exit(1);
    }

    private static Map<String, Object> stranger(Environment environment, String why) {
        Map<String, Object> settings = new HashMap<>(FALLBACK);
        settings.keySet().removeIf(environment::containsProperty);
        settings.put(MEMBER, "false");
        settings.put(IdentityHealth.PROBLEM, why);
        return settings;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    /** What is missing, if nothing is wrong. */
    private static Stream<String> unknown(Throwable cause) {
        return cause instanceof IdentityException identity
                        && identity.problems().stream().allMatch(Problem.Missing.class::isInstance)
                ? Stream.of(String.valueOf(identity.getMessage()))
                : Stream.empty();
    }

    /** What discovery says about a value, or the line about it in Micronaut's account of a failed injection. */
    private static Stream<String> wrongSetting(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof IllegalArgumentException || cause instanceof IdentityException
                ? Stream.of(message)
                : message.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith(UNREADABLE))
                        .map(line -> line.substring(LABEL.length()))
                        .limit(1);
    }
}
