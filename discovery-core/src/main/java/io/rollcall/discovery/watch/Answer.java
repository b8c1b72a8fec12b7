// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.PeerView;

/**
 * What a lookup listed, and when.
 *
 * @param view at least one peer
 * @param began when the lookup began, in nanoseconds of the ticker
 * @param ended when it ended
 */
record Answer(PeerView view, long began, long ended) {}
