// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerView;

/**
 * Two lookups in a row, or more, failed or came back empty. The peers are still the last known ones.
 *
 * @param view the peers, from memory
 * @param last what the last lookup showed
 * @since 0.1
 */
public record ViewStaleEvent(PeerView view, LookupResult last) {}
