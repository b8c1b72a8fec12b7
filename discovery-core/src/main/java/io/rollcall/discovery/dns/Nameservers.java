// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.dns.Outcome.Answer;
import io.rollcall.discovery.dns.Outcome.Malformed;
import io.rollcall.discovery.dns.Outcome.Refused;
import io.rollcall.discovery.dns.Outcome.ServFail;
import io.rollcall.discovery.dns.Outcome.Timeout;
import io.rollcall.discovery.dns.Outcome.Unreachable;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Asks the nameservers in order until one says something about the name. A server that is silent, broken or unwilling
 * costs one try; the one that answered last is asked first from then on. Only silence is worth a second round, because
 * only a lost packet makes a good server look like that.
 */
final class Nameservers implements Respondent {

    /** What is known about one question is forgotten when there are more of them; only few questions recur. */
    private static final int MOST_REMEMBERED = 1024;

    private static final List<Class<? extends Outcome>> RANKS =
            List.of(ServFail.class, Refused.class, Malformed.class, Timeout.class, Unreachable.class);

    private final Exchanges exchanges;
    private final Supplier<Servers> configured;
    private Servers servers;
    private List<InetSocketAddress> order;
    private final Set<InetSocketAddress> withoutEdns = new HashSet<>();
    private final Map<Question, Integer> cutOverUdp = new HashMap<>();

    /** @param configured the servers as configured at this moment; asked before every question, so it must be cheap */
    Nameservers(Exchanges exchanges, Supplier<Servers> configured) {
        this.exchanges = exchanges;
        this.configured = configured;
        this.servers = configured.get();
        this.order = servers.addresses();
        exchanges.shareAmong(order.size());
    }

    @Override
    public CompletableFuture<Resolved> ask(Question question, long deadline) {
        reconfigure();
        Asking asking = new Asking(question, deadline);
        asking.next();
        return asking.resolved;
    }

    private void reconfigure() {
        Servers current = configured.get();
        if (!current.equals(servers)) {
            servers = current;
            order = current.addresses();
            exchanges.shareAmong(order.size());
            withoutEdns.clear();
        } else if (servers.rotate()) {
            List<InetSocketAddress> turned = new ArrayList<>(order.subList(1, order.size()));
            turned.add(order.get(0));
            order = turned;
        }
    }

    private void prefer(InetSocketAddress good) {
        if (servers.rotate() || order.get(0).equals(good) || !order.contains(good)) {
            return;
        }
        List<InetSocketAddress> reordered = new ArrayList<>(order);
        reordered.remove(good);
        reordered.add(0, good);
        order = reordered;
    }

    /**
     * A question whose answer was cut goes over TCP at once, until the answer has become smaller than the one that did
     * not fit.
     */
    private void rememberSize(Question question, Answer answer, boolean cutBefore) {
        int bytes = answer.bytes();
        if (cutBefore) {
            if (cutOverUdp.size() >= MOST_REMEMBERED) {
                cutOverUdp.clear();
            }
            cutOverUdp.put(question, bytes);
        } else if (bytes <= Packets.UDP_PAYLOAD && bytes < cutOverUdp.getOrDefault(question, 0)) {
            cutOverUdp.remove(question);
        }
    }

    /** One question on its way from server to server. */
    private final class Asking {
        private final Question question;
        private final long deadline;
        private final CompletableFuture<Resolved> resolved = new CompletableFuture<>();
        private final List<Outcome> tries = new ArrayList<>(1);
        private final Deque<InetSocketAddress> toAsk;
        private int round = 1;
        private boolean cut;
        private List<InetSocketAddress> silent = new ArrayList<>();

        Asking(Question question, long deadline) {
            this.question = question;
            this.deadline = deadline;
            this.toAsk = new ArrayDeque<>(order);
        }

        void next() {
            if (toAsk.isEmpty() && round < servers.attempts()) {
                round++;
                toAsk.addAll(silent);
                silent = new ArrayList<>();
            }
            InetSocketAddress server = toAsk.poll();
            if (server == null || (!tries.isEmpty() && exchanges.isPast(deadline))) {
                finish();
                return;
            }
            boolean tcp = servers.tcp() || cutOverUdp.containsKey(question);
            ask(server, tcp ? Transport.TCP : Transport.UDP, !withoutEdns.contains(server));
        }

        private void ask(InetSocketAddress server, Transport transport, boolean edns) {
            exchanges.ask(new Asked(question, server, transport), edns, servers.tryTimeout(), deadline, outcome -> {
                try {
                    ended(outcome, edns);
                } catch (RuntimeException e) {
                    resolved.completeExceptionally(e);
                }
            });
        }

        private void ended(Outcome outcome, boolean edns) {
            tries.add(outcome);
            InetSocketAddress server = outcome.asked().server();
            Transport transport = outcome.asked().transport();
            if (outcome instanceof Malformed malformed && malformed.complaint() && edns) {
                ask(server, transport, false);
            } else if (outcome instanceof Answer answer && !answer.whole() && transport == Transport.UDP) {
                cut = true;
                ask(server, Transport.TCP, edns);
            } else if (outcome.conclusive()) {
                if (!edns) {
                    withoutEdns.add(server);
                }
                prefer(server);
                if (outcome instanceof Answer answer) {
                    rememberSize(question, answer, cut);
                }
                finish();
            } else {
                if (outcome instanceof Timeout) {
                    silent.add(server);
                }
                if (transport == Transport.TCP) {
                    cutOverUdp.remove(question);
                }
                next();
            }
        }

        private void finish() {
            Outcome best =
                    tries.stream().min(Comparator.comparing(Nameservers::rank)).orElseThrow();
            resolved.complete(new Resolved(best, tries));
        }
    }

    /** How much an outcome says; a cut answer says more than none. */
    private static int rank(Outcome outcome) {
        if (outcome instanceof Answer answer) {
            return answer.whole() || answer.asked().transport() == Transport.TCP ? 0 : 1;
        }
        if (outcome.conclusive()) {
            return 0;
        }
        return RANKS.indexOf(outcome.getClass()) + 2;
    }
}
