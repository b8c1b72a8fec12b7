// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rights that a module's README tells, read from there, so that what is tested is what is told. */
public final class MinimalAcl {

    private static final Pattern RULE = Pattern.compile("user \\S+ on >PASSWORD ([^\\n]+)");

    private MinimalAcl() {}

    /** The line with another name and password. */
    public static String user(String name, String password) {
        try {
            Matcher rule = RULE.matcher(Files.readString(Path.of("README.md")));
            if (!rule.find()) {
                throw new IllegalStateException("README.md tells no ACL");
            }
            return name + " on >" + password + " " + rule.group(1);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
