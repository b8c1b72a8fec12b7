// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.fencing;

import io.rollcall.redis.decide.KnownNode;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.node.ScriptCall;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the master that owns a domain's key, runs the script there, and has the answer confirmed. Thread-safe. */
final class Store {

    /** A stale address, a redirection and the beginning of a tenure may all fall into one question. */
    private static final int ATTEMPTS = 4;

    private final ScriptCall call;
    private final Supplier<? extends Collection<InetSocketAddress>> seeds;
    private final Executor threads;
    private volatile @Nullable NodeAddress last;

    Store(ScriptCall call, Supplier<? extends Collection<InetSocketAddress>> seeds, Executor threads) {
        this.call = call;
        this.seeds = seeds;
        this.threads = threads;
    }

    /**
     * Runs the script. Blocks.
     *
     * @param key the domain's key
     * @param arguments what to do; the fifth is replaced where a tenure has to begin first
     * @throws StoreException if there was no answer that a majority of the masters confirms
     */
    Reply ask(String key, List<String> arguments) throws InterruptedException, StoreException {
        int slot = ScriptCall.slot(key);
        String problem = "";
        NodeAddress at = last;
        for (int i = 0; i < ATTEMPTS; i++) {
            NodeAddress target = at == null ? owner(slot) : at;
            ScriptCall.Outcome outcome = call.run(target, Script.TEXT, key, arguments);
            if (outcome instanceof ScriptCall.Returned returned) {
                last = target;
                Reply reply = Reply.of(returned.values());
                confirm(reply, target, returned.nodes(), slot);
                if (!reply.word().equals("unbegun")) {
                    return reply;
                }
                problem = target + " has just begun to grant";
                begin(target, key, arguments, reply.tenure());
                at = target;
            } else if (outcome instanceof ScriptCall.Moved moved) {
                problem = target + " says that hash slot " + slot + " has moved to " + moved.owner();
                at = moved.owner().ip().isEmpty() ? null : moved.owner();
            } else {
                problem = ((ScriptCall.Failed) outcome).reason();
                last = null;
                if (at == null) {
                    break;
                }
                at = null;
            }
        }
        throw new StoreException("no master of hash slot " + slot + " answered: " + problem);
    }

    /** Only after the office was confirmed: the quiet time must not begin before the last grant of the master before. */
    private void begin(NodeAddress at, String key, List<String> arguments, String tenure) {
        List<String> begin = new ArrayList<>(arguments.subList(0, 4));
        begin.set(0, "begin");
        begin.add(tenure);
        call.run(at, Script.TEXT, key, begin);
    }

    private NodeAddress owner(int slot) throws InterruptedException, StoreException {
        List<NodeAddress> asked = seeds.get().stream()
                .filter(seed -> !seed.isUnresolved())
                .map(seed -> new NodeAddress(seed.getAddress().getHostAddress(), seed.getPort()))
                .toList();
        List<List<KnownNode>> views = new ArrayList<>();
        CompletionService<List<KnownNode>> questions = questions(asked);
        for (int i = 0; i < asked.size(); i++) {
            views.add(here(questions.take()));
        }
        return Office.newestOwner(views, slot)
                .map(KnownNode::address)
                .filter(address -> !address.ip().isEmpty())
                .orElseThrow(() -> new StoreException(
                        "none of " + asked + " is a node of a Redis Cluster that knows who owns hash slot " + slot));
    }

    private void confirm(Reply reply, NodeAddress from, List<KnownNode> view, int slot)
            throws InterruptedException, StoreException {
        List<NodeAddress> others = Office.otherVoters(view);
        int needed = (others.size() + 1) / 2 + 1;
        int yes = reply.office().isConfirmedBy(view, slot) ? 1 : 0;
        CompletionService<List<KnownNode>> questions = questions(others);
        for (int i = 0; i < others.size() && yes < needed; i++) {
            if (reply.office().isConfirmedBy(here(questions.take()), slot)) {
                yes++;
            }
        }
        if (yes < needed) {
            throw new StoreException(yes + " of " + (others.size() + 1) + " masters confirm that " + from
                    + " owns hash slot " + slot + " with config epoch "
                    + reply.office().configEpoch() + ", and " + needed + " are needed; is a failover under way?");
        }
    }

    private CompletionService<List<KnownNode>> questions(List<NodeAddress> nodes) {
        CompletionService<List<KnownNode>> questions = new ExecutorCompletionService<>(threads);
        nodes.forEach(node -> questions.submit(() -> call.nodes(node)));
        return questions;
    }

    private static List<KnownNode> here(Future<List<KnownNode>> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    /** What keeps the store from answering, in one sentence. */
    static final class StoreException extends Exception {
        private static final long serialVersionUID = 1L;

        StoreException(String sentence) {
            super(sentence);
        }
    }
}
