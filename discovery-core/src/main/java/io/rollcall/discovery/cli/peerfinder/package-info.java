// SPDX-License-Identifier: Apache-2.0
/**
 * What peer-finder does (kubernetes/contrib pets/peer-finder/peer-finder.go, and the fork kmodules/peer-finder), with the
 * same options, standard input and environment, so that its scripts run unchanged. Where peer-finder passes DNS names
 * through a shell, blocks for ever or falls silent, this does not.
 */
@NullMarked
package io.rollcall.discovery.cli.peerfinder;

import org.jspecify.annotations.NullMarked;
