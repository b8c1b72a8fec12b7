// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.sse.Event;
import io.micronaut.serde.ObjectMapper;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

class FeedTest {

    private final Feed feed = new Feed(ObjectMapper.getDefault(), InstantSource.system());

    /** Asks for as much as it is told to. */
    private static final class Reader extends BaseSubscriber<Event<String>> {
        private final List<String> names = new ArrayList<>();
        private final long wanted;
        private Throwable failure;

        Reader(long wanted) {
            this.wanted = wanted;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(wanted);
        }

        @Override
        protected void hookOnNext(Event<String> event) {
            names.add(event.getName());
        }

        @Override
        protected void hookOnError(Throwable problem) {
            failure = problem;
        }
    }

    private Reader read(long wanted) {
        Reader reader = new Reader(wanted);
        feed.read().subscribe(reader);
        return reader;
    }

    @Test
    void newReader_getsEveryTopicAndTheTimeLine() {
        feed.publish(Feed.LEADER, Map.of("a", 1));
        feed.publish(Feed.CLUSTER, Map.of("b", 1));

        assertThat(read(Long.MAX_VALUE).names).containsExactly("leader", "cluster", "timeline");
    }

    @Test
    void sameState_isSentOnce() {
        Reader reader = read(Long.MAX_VALUE);
        feed.publish(Feed.LEADER, Map.of("a", 1));
        feed.publish(Feed.LEADER, Map.of("a", 1));

        assertThat(reader.names).containsExactly("timeline", "leader");
    }

    @Test
    void slowReader_isDroppedAndHoldsUpNobody() {
        Reader slow = read(1);
        Reader fast = read(Long.MAX_VALUE);
        for (int i = 0; i < 500; i++) {
            feed.publish(Feed.LEADER, Map.of("a", i));
        }

        assertThat(slow.failure).isNotNull();
        assertThat(fast.names).hasSize(501);
        assertThat(feed.readers()).isEqualTo(1);
        assertThat(feed.dropped()).isEqualTo(1);
    }

    @Test
    void readerThatLeaves_isForgotten() {
        Reader reader = read(Long.MAX_VALUE);
        reader.cancel();

        assertThat(feed.readers()).isZero();
    }

    @Test
    void timeLine_keepsTheLastOnes() {
        for (int i = 0; i < 300; i++) {
            feed.tell(Kind.PEERS, "entry " + i);
        }

        assertThat(feed.timeline()).hasSize(200);
        assertThat(feed.timeline()).last().extracting(Entry::text).isEqualTo("entry 299");
    }
}
