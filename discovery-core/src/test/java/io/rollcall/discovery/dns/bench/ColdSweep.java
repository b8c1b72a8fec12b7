// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The first look that a JVM makes, at 10,000 pods; the server in the same JVM is as cold. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ColdSweep {

    private static final int JVMS = 3;

    private Published published;

    /** The median of several JVMs. */
    static double seconds() throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(ColdSweep.class.getName() + "\\.look$")
                        .forks(JVMS)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .runSingle()
                .getPrimaryResult()
                .getStatistics()
                .getPercentile(50);
    }

    /** Starts the server. */
    @Setup
    public void publish() {
        published = new Published(LargeServices.LARGE);
    }

    /** Opens a discovery and looks once. */
    @Benchmark
    public Found look() {
        try (DnsPeerDiscovery discovery = published.discovery(published.known())) {
            return published.look(discovery);
        }
    }

    /** Ends the server. */
    @TearDown
    public void close() {
        published.close();
    }
}
