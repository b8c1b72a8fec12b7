// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rights that a module's README tells, read from there, so that what is tested is what is told. */
public enum MinimalAcl {
    /** Of all commands but those that scale. */
    USUAL("user \\S+ on >PASSWORD ([^\\n]+)"),
    /** Of those, too. */
    SCALING("\\n(~\\* [^\\n]+)");

    private final String pattern;

    MinimalAcl(String pattern) {
        this.pattern = pattern;
    }

    private String rights() {
        return this == USUAL ? told() : USUAL.told() + " " + told();
    }

    private String told() {
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of("README.md")));
            if (!matcher.find()) {
                throw new IllegalStateException("README.md tells no ACL like " + pattern);
            }
            return matcher.group(1);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** An ACL user with these rights. */
    public String user(String name, String password) {
        return name + " on >" + password + " " + rights();
    }

    /** The names of the commands that are allowed. */
    Set<String> commands() {
        return Arrays.stream(rights().split(" "))
                .filter(right -> right.startsWith("+"))
                .map(right -> right.substring(1))
                .collect(Collectors.toSet());
    }
}
