// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import io.rollcall.redis.run.BootstrapResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a healing.
 *
 * @param changed whether anything had to be done
 * @param seconds from the moment when the nodes answered until done was proven
 * @param phases when each gate was passed, counted from the same moment
 * @param found what was wrong before, by rows of the repair table
 * @param missing why nodes that should be there took no part, a sentence each
 * @param nodes the nodes as they answered last
 */
public record HealDocument(
        boolean changed,
        Duration seconds,
        List<FormDocument.PhaseDocument> phases,
        List<FindingDocument> found,
        List<String> missing,
        List<NodeDocument> nodes) {

    /** What there is to say; of a dry run a {@link StateDocument}, null where it ended before it looked. */
    public static @Nullable Record of(BootstrapResult result) {
        if (result instanceof BootstrapResult.Done done) {
            return new HealDocument(
                    done.changed(),
                    done.took(),
                    FormDocument.PhaseDocument.of(done.phases()),
                    FindingDocument.of(done.found()),
                    done.missing(),
                    NodeDocument.of(done.last()));
        }
        return result instanceof BootstrapResult.Looked looked
                ? StateDocument.of(looked.state(), looked.seen(), looked.missing())
                : null;
    }
}
