// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;

/** An application with the same libraries and nothing in it: what its start takes, none that uses them falls below. */
public final class BareMicronaut {

    private BareMicronaut() {}

    public static void main(String[] args) {
        ApplicationContext unused = Micronaut.build(args).banner(false).start();
    }
}
