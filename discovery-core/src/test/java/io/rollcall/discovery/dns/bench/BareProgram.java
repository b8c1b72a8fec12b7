// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The least that a JVM can do to answer: parses options with picocli, sends one query with dnsjava, prints the targets.
 * What {@code rollcall peers} is held against.
 */
@Command(name = "bare", mixinStandardHelpOptions = true)
public final class BareProgram implements Runnable {

    @Option(names = "--service", required = true)
    private String service = "";

    @Option(names = "--address", required = true)
    private String address = "";

    @Option(names = "--port", required = true)
    private int port;

    private BareProgram() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new BareProgram()).execute(args));
    }

    @Override
    public void run() {
        try {
            SimpleResolver resolver = new SimpleResolver(new InetSocketAddress(InetAddress.getByName(address), port));
            resolver.setTimeout(Duration.ofSeconds(5));
            Record question = Record.newRecord(Name.fromString(service), Type.SRV, DClass.IN);
            Message reply = resolver.send(Message.newQuery(question));
            for (Record found : reply.getSection(Section.ANSWER)) {
                System.out.println(((SRVRecord) found).getTarget());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
