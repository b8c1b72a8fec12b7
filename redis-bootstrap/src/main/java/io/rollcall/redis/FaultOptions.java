// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.run.Bootstrap.NodeFactory;
import io.rollcall.redis.run.FaultPoint;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** For tests: dying at a chosen effect. Filled by picocli. */
final class FaultOptions {

    private static final int KILLED = 137;

    @Option(
            names = "--fault-at",
            hidden = true,
            paramLabel = "EFFECT[:N]",
            converter = Converter.class,
            description = "For tests: ends the process, as kill -9 would, just before the N-th effect of this name.")
    private @Nullable FaultPoint faultPoint;

    /** The factory, whose nodes die where they are told to. */
    NodeFactory around(NodeFactory factory) {
        return faultPoint == null ? factory : faultPoint.around(factory);
    }

    /** For steps that are no effects: told just before each. */
    Optional<Consumer<String>> steps() {
        return Optional.ofNullable(faultPoint).map(point -> point::reached);
    }

    /** {@code meet}, {@code meet:3}, {@code any:17}. */
    static final class Converter implements ITypeConverter<FaultPoint> {
        @Override
        public FaultPoint convert(String text) {
            try {
                return FaultPoint.parse(text, () -> Runtime.getRuntime().halt(KILLED));
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }
}
