// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.local;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Ends the servers and removes their folder when this process dies, in whatever way: a shell that waits for the end of
 * its input, which comes also with {@code kill -9}. Signals of the terminal do not reach it.
 */
final class Reaper implements AutoCloseable {

    private static final String SCRIPT = "trap '' INT TERM HUP; while read -r pid; do pids=\"$pids $pid\"; done;"
            + " for pid in $pids; do kill -9 \"$pid\" 2>/dev/null; done; rm -rf -- \"$0\"";

    private final Process shell;
    private final Writer pids;

    Reaper(Path folder) {
        try {
            shell = new ProcessBuilder("/bin/sh", "-c", SCRIPT, folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            pids = new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.US_ASCII);
        } catch (IOException problem) {
            throw new UncheckedIOException("cannot start /bin/sh: " + problem.getMessage(), problem);
        }
    }

    /** From now on this process ends with us. */
    void add(Process process) {
        try {
            pids.write(process.pid() + "\n");
            pids.flush();
        } catch (IOException problem) {
            throw new UncheckedIOException("the reaper's shell is gone: " + problem.getMessage(), problem);
        }
    }

    /** Ends what is left and removes the folder. Blocks until that is done. */
    @Override
    public void close() {
        try {
            pids.close();
            shell.waitFor();
        } catch (IOException gone) {
            throw new UncheckedIOException("the reaper's shell is gone: " + gone.getMessage(), gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
