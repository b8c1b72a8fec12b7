// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

/**
 * A fault that is in effect until it is removed. Thread-safe.
 *
 * @since 0.1
 */
public final class InjectedFault implements AutoCloseable {

    private final FaultScript script;
    private final Fault fault;
    private final QueryFilter filter;
    private long seen;
    private long hits;

    InjectedFault(FaultScript script, Fault fault, QueryFilter filter) {
        this.script = script;
        this.fault = fault;
        this.filter = filter;
    }

    /** How many queries it has been applied to. */
    public synchronized long hits() {
        return hits;
    }

    /** Ends it: later queries are answered without. A second call does nothing. */
    @Override
    public void close() {
        script.remove(this);
    }

    Fault fault() {
        return fault;
    }

    synchronized boolean applies(Query query) {
        if (!filter.selects(query) || !filter.selectsNumber(++seen)) {
            return false;
        }
        hits++;
        return true;
    }

    @Override
    public String toString() {
        return "InjectedFault[" + fault + "]";
    }
}
