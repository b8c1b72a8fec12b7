// SPDX-License-Identifier: Apache-2.0
/**
 * What is wrong with a service's DNS. {@code Examination} asks the servers and writes down an {@code Observation};
 * {@code Diagnosis} reads that, and nothing else, and gives findings, each with a fix; {@code Report} writes both.
 */
@NullMarked
package io.rollcall.discovery.cli.doctor;

import org.jspecify.annotations.NullMarked;
