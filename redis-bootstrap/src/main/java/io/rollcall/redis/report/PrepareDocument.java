// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done before a server starts.
 *
 * @param pod the pod
 * @param repairs what changed in {@code nodes.conf}, a sentence each
 * @param held why the server was held back, and then released or not; null if it was not
 */
public record PrepareDocument(
        String pod, List<String> repairs, @Nullable String held) {}
