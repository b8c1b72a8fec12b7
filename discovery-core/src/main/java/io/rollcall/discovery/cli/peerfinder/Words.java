// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.peerfinder;

import io.rollcall.discovery.cli.UsageException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A script as it is written in an option: a path, or a path and arguments with a shell's quotes. Nothing is expanded,
 * and no shell sees it.
 */
final class Words {

    private Words() {}

    static List<String> of(String script) {
        return isFile(script) ? List.of(script) : split(script);
    }

    /** Single and double quotes, and backslashes, as in POSIX, Shell Command Language, section 2.2. */
    static List<String> split(String script) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean within = false;
        char quote = 0;
        for (int i = 0; i < script.length(); i++) {
            char c = script.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < script.length()) {
                word.append(script.charAt(++i));
                within = true;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
                if (quote != 0) {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                within = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                within = true;
            } else if (within) {
                words.add(word.toString());
                word.setLength(0);
                within = false;
            }
        }
        if (quote != 0) {
            throw new UsageException("the script " + script + " has a quote (" + quote + ") without its end");
        }
        if (within) {
            words.add(word.toString());
        }
        if (words.isEmpty()) {
            throw new UsageException("a script was given without a name; give the path of an executable file");
        }
        return List.copyOf(words);
    }

    private static boolean isFile(String script) {
        try {
            return Files.isRegularFile(Path.of(script));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
