// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what the repair table speaks of. Pure; the order of the findings is that of the nodes. */
final class Diagnosis {

    private final Observation seen;
    private final Map<NodeAddress, NodeReport> byAddress;
    private final Strangers strangers;
    private final List<Finding> findings = new ArrayList<>();

    private Diagnosis(Observation seen) {
        this.seen = seen;
        this.strangers = new Strangers(seen);
        this.byAddress = seen.nodes().stream()
                .collect(Collectors.toMap(NodeReport::address, Function.identity(), (first, second) -> first));
    }

    /** All findings in a cluster that was formed once. */
    static List<Finding> of(Observation seen) {
        Diagnosis diagnosis = new Diagnosis(seen);
        diagnosis.addresses();
        diagnosis.replicas();
        diagnosis.strangers();
        diagnosis.settings();
        Drift.of(seen).ifPresent(sentence -> diagnosis.add(Repair.PLACEMENT_DRIFT, sentence));
        return diagnosis.findings;
    }

    private void addresses() {
        for (NodeReport node : seen.nodes()) {
            NodeAddress own = node.self().address();
            if (!own.ip().isEmpty() && !own.equals(node.address())) {
                add(Repair.OWN_ADDRESS_STALE, node.label() + " tells " + own + " as its own address");
            }
            for (NodeReport other : seen.nodes()) {
                if (node.ordinal() != other.ordinal()) {
                    address(node, other);
                }
            }
        }
    }

    private void address(NodeReport node, NodeReport other) {
        Optional<KnownNode> known = node.knowledgeOf(other.id());
        if (known.isEmpty()) {
            if (other.knowledgeOf(node.id()).isPresent()) {
                add(Repair.ONE_WAY_LINK, node.label() + " does not know " + other.label() + ", which knows it");
            }
        } else if (known.get().flags().contains("noaddr")) {
            add(Repair.ADDRESS_UNKNOWN, node.label() + " lists " + other.label() + " without an address");
        } else if (!known.get().address().equals(other.address())) {
            NodeReport there = byAddress.get(known.get().address());
            add(
                    there == null ? Repair.ADDRESS_CHANGED : Repair.ADDRESS_SWAPPED,
                    node.label() + " tells that " + other.label() + " is at "
                            + known.get().address()
                            + (there == null ? "" : ", where " + there.pod() + " is"));
        }
    }

    private void replicas() {
        for (NodeReport node : seen.nodes()) {
            Optional<NodeReport> master = node.self().masterId().map(seen.byId()::get);
            if (master.isPresent() && node.link().isPresent()) {
                NodeAddress host = node.link().get().master();
                if (!host.equals(master.get().address())) {
                    add(
                            Repair.STALE_MASTER_HOST,
                            node.label() + " replicates from " + host + ", but its master is "
                                    + master.get().label());
                }
            } else if (node.self().masterId().isEmpty() && node.self().slots().isEmpty() && node.keys() == 0) {
                add(Repair.REPLICA_MISSING, node.label() + " has neither slots nor a master");
            }
        }
    }

    private void strangers() {
        Map<String, SlotSet> masters = strangers.masters();
        for (String id : strangers.ids()) {
            if (masters.containsKey(id)) {
                add(
                        Promotion.hasQuorum(seen, masters.size()) ? Repair.MASTER_LOST : Repair.QUORUM_LOST,
                        "the hash slots " + masters.get(id) + " are owned by " + strangers.label(id)
                                + ", which no pod reports");
            } else {
                add(Repair.LOST_IDENTITY, strangers.label(id) + " is listed, and no pod has this id");
            }
        }
    }

    private void settings() {
        for (NodeReport node : seen.nodes()) {
            if (TransientSettings.isLowered(node)) {
                add(
                        Repair.SETTINGS_LEFT_BEHIND,
                        node.label() + " has a lowered cluster-node-timeout of "
                                + node.settings().get("cluster-node-timeout")
                                + " ms, of a run that was killed or is under way");
            }
        }
    }

    private void add(Repair repair, String sentence) {
        findings.add(new Finding(repair, sentence));
    }
}
