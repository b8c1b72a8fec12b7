// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What environment variables say. */
final class Environment {

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** The {@code ROLLCALL_} variables; a blank one is kept, to be complained about. */
    List<Finding> explicit() {
        List<Finding> findings = new ArrayList<>();
        for (Field field : Field.values()) {
            String value = variables.get(field.variable());
            if (value != null) {
                findings.add(new Finding(field, value, Source.variable(Source.Kind.VARIABLE, field.variable())));
            }
        }
        return findings;
    }

    /** What the downward API filled; before Kubernetes 1.28 there is no pod index and its variable is blank. */
    List<Finding> downwardApi(Variables names) {
        List<Finding> findings = new ArrayList<>();
        value(names.podName()).ifPresent(value -> findings.add(downward(Field.POD_NAME, value, names.podName())));
        value(names.podNamespace())
                .ifPresent(value -> findings.add(downward(Field.NAMESPACE, value, names.podNamespace())));
        value(names.podIndex()).ifPresent(value -> findings.add(downward(Field.ORDINAL, value, names.podIndex())));
        return findings;
    }

    Optional<String> value(String variable) {
        return Optional.ofNullable(variables.get(variable)).filter(value -> !value.isBlank());
    }

    private static Finding downward(Field field, String value, String variable) {
        return new Finding(field, value, Source.variable(Source.Kind.DOWNWARD_API, variable));
    }
}
