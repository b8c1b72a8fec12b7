// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.OpenSlot;
import io.rollcall.redis.node.MigrationTask.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what servers say about migrations. Pure.
 *
 * <p>The two server-side migrations are built to documentation and source, and tested against a scripted server, not run
 * against real ones: {@code CLUSTER MIGRATION} as in redis.io/commands/cluster-migration and replyTaskStatus in
 * cluster_asm.c of Redis 8.4; {@code CLUSTER GETSLOTMIGRATIONS} as in valkey.io/commands/cluster-getslotmigrations and
 * clusterCommandGetSlotMigrations in cluster_migrateslots.c of Valkey 9.
 */
final class MigrationReplies {

    /** {@code [93-<-292f8b365bb7edb5e285caf0b7e6ddc7265d2f4f]}, with a greater-than sign where the slot leaves. */
    private static final Pattern OPEN = Pattern.compile("\\[(\\d+)-([<>])-([0-9a-f]+)]");

    private MigrationReplies() {}

    /** Whether {@code COMMAND INFO} knows the one command that was asked for; an error means no, as does an old server. */
    static boolean known(Object answer) {
        return answer instanceof List<?> commands
                && commands.size() == 1
                && commands.get(0) instanceof List<?> description
                && !description.isEmpty();
    }

    /** The markers in a node's own line of CLUSTER NODES. */
    static List<OpenSlot> openSlots(String nodes) {
        List<OpenSlot> open = new ArrayList<>();
        nodes.lines().filter(line -> line.contains("myself")).forEach(line -> {
            Matcher marker = OPEN.matcher(line);
            while (marker.find()) {
                open.add(new OpenSlot(
                        Integer.parseInt(marker.group(1)), marker.group(2).equals(">"), marker.group(3)));
            }
        });
        return open;
    }

    static List<byte[]> keys(Object answer) {
        if (answer instanceof List<?> keys) {
            return keys.stream().map(byte[].class::cast).toList();
        }
        throw new SlotNodeException("keys of a slot are no list but " + answer);
    }

    /** A task that failed is tried again by the server until it is cancelled (asmStartImportTask in cluster_asm.c). */
    static List<MigrationTask> redisTasks(Object answer) {
        return maps(answer).stream()
                .map(task -> new MigrationTask(
                        task.getOrDefault("id", ""),
                        switch (task.getOrDefault("state", "")) {
                            case "completed" -> State.DONE;
                            case "canceled" -> State.FAILED;
                            default -> State.RUNNING;
                        },
                        task.getOrDefault("last_error", "")))
                .toList();
    }

    static List<MigrationTask> valkeyTasks(Object answer) {
        return maps(answer).stream()
                .map(task -> new MigrationTask(
                        task.getOrDefault("name", ""),
                        switch (task.getOrDefault("state", "")) {
                            case "success" -> State.DONE;
                            case "failed", "cancelled" -> State.FAILED;
                            default -> State.RUNNING;
                        },
                        task.getOrDefault("message", "")))
                .toList();
    }

    /** Maps come as flat lists in RESP2. */
    private static List<Map<String, String>> maps(Object answer) {
        List<Map<String, String>> maps = new ArrayList<>();
        if (answer instanceof List<?> entries) {
            for (Object entry : entries) {
                Map<String, String> map = new HashMap<>();
                if (entry instanceof List<?> fields) {
                    for (int i = 0; i + 1 < fields.size(); i += 2) {
                        map.put(text(fields.get(i)), text(fields.get(i + 1)));
                    }
                }
                maps.add(map);
            }
        }
        return maps;
    }

    static String text(@Nullable Object answer) {
        return answer instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : Objects.toString(answer, "");
    }
}
