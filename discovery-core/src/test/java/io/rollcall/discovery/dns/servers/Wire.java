// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Shows what a server really sends, so that a test does not take its premise for granted. */
record Wire(InetSocketAddress server) {

    /** What of a reply the tests look at. */
    record Reply(String rcode, boolean cut, int answers, int glue) {}

    Reply tcp(String name, String type) {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTCP(true);
        resolver.setTimeout(Duration.ofSeconds(10));
        try {
            Message reply = resolver.send(query(name, type));
            List<Record> additional = reply.getSection(Section.ADDITIONAL);
            return new Reply(
                    org.xbill.DNS.Rcode.string(reply.getRcode()),
                    reply.getHeader().getFlag(Flags.TC),
                    reply.getSection(Section.ANSWER).size(),
                    (int) additional.stream()
                            .filter(extra -> extra.getType() != Type.OPT)
                            .count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One question over UDP to a server that may not be there yet. */
    Optional<Message> poll(String name, String type) {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(Duration.ofMillis(500));
        try {
            return Optional.of(resolver.send(query(name, type)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Message query(String name, String type) {
        return Message.newQuery(Record.newRecord(Name.fromConstantString(name), Type.value(type), DClass.IN));
    }
}
