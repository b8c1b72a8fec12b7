// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.network;

import com.google.gson.Gson;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import io.rollcall.redis.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The program beside a pod, with a DNS server of its own that lists every pod, reached or not. Takes one command line of
 * words a line, or {@code pod NAME ADDRESS} for what DNS shall tell, and answers each with a line of JSON.
 */
final class InPod {

    private static final int PORT = 6379;

    private InPod() {}

    public static void main(String[] addresses) throws IOException {
        try (HeadlessDns dns = HeadlessDns.start();
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Service service = dns.service("redis", "demo").port("redis", PORT);
            for (int pod = 0; pod < addresses.length; pod++) {
                service.pod("redis-" + pod, addresses[pod]);
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                List<String> words = List.of(line.split(" "));
                if (words.get(0).equals("pod")) {
                    service.removePod(words.get(1));
                    service.pod(words.get(1), words.get(2));
                    System.out.println("{}");
                } else {
                    List<String> args = new ArrayList<>(Program.form(dns, addresses.length));
                    args.set(0, words.get(0));
                    args.addAll(words.subList(1, words.size()));
                    System.out.println(new Gson().toJson(Program.run(args)));
                }
            }
        }
    }
}
