// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.List;

/** A way from what is to what shall be, one look at a time. Keeps nothing between two looks. */
public interface Course {

    /**
     * What comes next.
     *
     * @param seen all nodes that take part, looked at just now
     */
    Step next(Observation seen);

    /**
     * What takes the transient settings back wherever the way is left, with a success or without.
     *
     * @param seen the nodes that still answer
     */
    List<Effect> restore(Observation seen);

    /** The same way without haste: no setting is lowered on it any more. For machines that are too slow for the lowered ones. */
    Course patient();

    /**
     * From nothing, or from a formation that was begun, to a cluster.
     *
     * @param settings what is lowered on the way and restored at its end
     * @param replicasPerMaster the replicas that each master shall have at the least
     */
    static Course forming(TransientSettings settings, int replicasPerMaster) {
        Formation formation = new Formation(settings, false);
        return new Course() {
            @Override
            public Step next(Observation seen) {
                // Planned anew from every look, so that a failover in between is adopted and not fought.
                Planning planning = Planner.plan(seen, replicasPerMaster);
                return planning instanceof Planning.Refused refused
                        ? new Step.Stop(refused.refusal())
                        : formation.next(seen, ((Planning.Planned) planning).plan());
            }

            @Override
            public List<Effect> restore(Observation seen) {
                return formation.restore(seen);
            }

            @Override
            public Course patient() {
                return forming(settings.patient(), replicasPerMaster);
            }
        };
    }
}
