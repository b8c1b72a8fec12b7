// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Ends the start if a setting cannot be read. Micronaut takes the default for a value that does not fit its type, so that
 * {@code rollcall.watch.misses=thre} would mean 3, and takes every word but a few for {@code false}.
 */
@Context
@RequiresRollcall
final class SettingsGuard {

    private static final List<String> BOOLEANS = List.of("true", "false", "yes", "no", "y", "n", "on", "off");

    private final Environment environment;

    SettingsGuard(BeanContext context, Environment environment) {
        this.environment = environment;
        for (BeanDefinition<RollcallSettings> settings : context.getBeanDefinitions(RollcallSettings.class)) {
            Arrays.stream(settings.getConstructor().getArguments()).forEach(this::check);
            context.getBean(settings);
        }
    }

    private void check(Argument<?> setting) {
        String key = setting.getAnnotationMetadata()
                .stringValue(Property.class, "name")
                .orElseThrow(() -> new IllegalStateException("the setting " + setting + " has no key"));
        Argument<?> type = setting.isOptional() ? setting.getFirstTypeVariable().orElse(setting) : setting;
        Optional<String> text = environment.getProperty(key, String.class).filter(given -> !given.isEmpty());
        if (text.isPresent() && !fits(key, text.get(), type)) {
            throw new ConfigurationException(key + " is \"" + text.get() + "\", which is not " + wanted(type));
        }
    }

    private boolean fits(String key, String text, Argument<?> type) {
        return isBoolean(type)
                ? BOOLEANS.contains(text.toLowerCase(Locale.ROOT))
                : environment.getProperty(key, type).isPresent();
    }

    private static boolean isBoolean(Argument<?> type) {
        return type.getType() == boolean.class || type.getType() == Boolean.class;
    }

    private static String wanted(Argument<?> type) {
        if (isBoolean(type)) {
            return "true or false";
        } else if (type.getType().isEnum()) {
            return "one of "
                    + Arrays.toString(type.getType().getEnumConstants()).toLowerCase(Locale.ROOT);
        }
        return switch (type.getType().getSimpleName()) {
            case "int", "Integer" -> "a whole number";
            case "Duration" -> "a duration; write 500ms, 5s, 2m or 1h";
            default -> "of type " + type.getType().getSimpleName();
        };
    }
}
