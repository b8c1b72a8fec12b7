// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.context.annotation.Context;
import io.micronaut.scheduling.annotation.Scheduled;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerEvent.AddressRecycled;
import io.rollcall.discovery.PeerEvent.PeerJoined;
import io.rollcall.discovery.PeerEvent.PeerLeft;
import io.rollcall.discovery.PeerEvent.PeerReaddressed;
import io.rollcall.discovery.PeerEvent.ViewStale;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.Subscription;
import io.rollcall.sample.live.Feed;
import io.rollcall.sample.live.Kind;
import jakarta.annotation.PreDestroy;
import java.time.InstantSource;

/** Tells the feed about the application's own peers. */
@Context
class PeersFeed {

    private final PeerWatch watch;
    private final Feed feed;
    private final InstantSource clock;
    private final Subscription subscription;

    PeersFeed(PeerWatch watch, Feed feed, InstantSource clock) {
        this.watch = watch;
        this.feed = feed;
        this.clock = clock;
        publish();
        subscription = watch.subscribe(this::happened);
    }

    /** The age counts on without an event. */
    @Scheduled(fixedDelay = "5s")
    void publish() {
        feed.publish(Feed.PEERS, PeersReport.of(watch.view(), clock.instant()));
    }

    private void happened(PeerEvent event) {
        feed.tell(Kind.PEERS, words(event));
        publish();
    }

    private static String words(PeerEvent event) {
        if (event instanceof PeerJoined joined) {
            return joined.peer().name() + " joined at " + addresses(joined.peer());
        } else if (event instanceof PeerLeft left) {
            return left.peer().name() + " left";
        } else if (event instanceof PeerReaddressed moved) {
            return moved.now().name() + " moved to " + addresses(moved.now());
        } else if (event instanceof AddressRecycled recycled) {
            return "address " + recycled.address().getHostAddress() + " went from "
                    + recycled.from().name() + " to " + recycled.to().name();
        } else if (event instanceof ViewStale) {
            return "DNS gives no usable answer; the peers are the last known ones";
        }
        return "DNS answers again";
    }

    private static String addresses(Peer peer) {
        return PeerReport.of(peer).addresses().toString();
    }

    @PreDestroy
    void close() {
        subscription.close();
    }
}
