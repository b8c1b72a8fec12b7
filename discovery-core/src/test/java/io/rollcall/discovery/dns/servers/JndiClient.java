// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import io.rollcall.discovery.dns.servers.Client.Seen;
import io.rollcall.discovery.dns.servers.Published.Families;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** The JDK's own DNS client, which JGroups uses. */
final class JndiClient {

    private JndiClient() {}

    static Set<Seen> peers(Published service, InetSocketAddress server) throws NamingException {
        Properties settings = new Properties();
        settings.setProperty(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.setProperty(
                Context.PROVIDER_URL, "dns://" + server.getAddress().getHostAddress() + ":" + server.getPort());
        DirContext dns = new InitialDirContext(settings);
        try {
            Set<Seen> peers = new HashSet<>();
            for (String srv : values(dns, service.srvName(), "SRV")) {
                String[] fields = srv.split(" ", 4);
                List<InetAddress> addresses = new ArrayList<>();
                for (String type : service.families() == Families.DUAL ? List.of("A", "AAAA") : List.of("A")) {
                    values(dns, fields[3], type).forEach(address -> addresses.add(Looks.parse(address)));
                }
                peers.add(Seen.of(fields[3], Integer.parseInt(fields[2]), addresses));
            }
            return peers;
        } finally {
            dns.close();
        }
    }

    // Its DNS provider makes strings and addresses of what it reads, and never deserializes.
    @SuppressWarnings("BanJNDI")
    private static List<String> values(DirContext dns, String name, String type) throws NamingException {
        Attribute records = dns.getAttributes(name, new String[] {type}).get(type);
        List<String> texts = new ArrayList<>();
        if (records != null) {
            Collections.list(records.getAll()).forEach(value -> texts.add((String) value));
        }
        return texts;
    }
}
