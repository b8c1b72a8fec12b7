// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS to nodes. Connections go to addresses, but a pod's certificate names the pod: so the name to be verified, and told
 * to the server (SNI), is given apart from where to connect. Immutable, thread-safe.
 */
public final class Tls {

    /** Protects a key store in memory that nobody else sees; Java wants a password for it. */
    private static final char[] NO_PASSWORD = new char[0];

    private final SSLContext context;
    private final Function<NodeAddress, String> names;

    private Tls(SSLContext context, Function<NodeAddress, String> names) {
        this.context = context;
        this.names = names;
    }

    /**
     * Reads PEM files.
     *
     * @param authorities certificates of who may sign the servers'; empty for those that Java trusts
     * @param certificate the own certificate and those that lead to its authority; empty for none
     * @param key its private key, PKCS #8 or RSA in PKCS #1, not encrypted
     * @throws IllegalArgumentException if a file is not what it shall be; the message names it, never its content
     */
    public static Tls of(Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException(
                    "a certificate needs its key, and a key its certificate; give both or neither");
        }
        try {
            TrustManager[] trust = authorities.isPresent() ? trust(PemFile.certificates(authorities.get())) : null;
            KeyManager[] own = certificate.isPresent()
                    ? own(PemFile.certificates(certificate.get()), PemFile.key(key.orElseThrow()))
                    : null;
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trust, null);
            return new Tls(context, NodeAddress::ip);
        } catch (GeneralSecurityException | IOException problem) {
            throw new IllegalArgumentException("TLS cannot be set up: " + problem.getMessage(), problem);
        }
    }

    /** The same, with the names that servers at addresses have to prove; the IP address itself unless told. */
    public Tls naming(Function<NodeAddress, String> names) {
        return new Tls(context, names);
    }

    /** A connected socket whose other end has proven its name. */
    Socket connect(NodeAddress address, int timeoutMillis) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(InetAddress.getByName(address.ip()), address.port()), timeoutMillis);
            plain.setSoTimeout(timeoutMillis);
            SSLSocket socket = secure(plain, address);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException problem) {
            plain.close();
            throw problem;
        }
    }

    /**
     * Sockets for a client that opens connections by itself: what it has connected to an address is encrypted, and the
     * other end has to prove the name that belongs there. Makes no socket that is not connected yet.
     */
    public SSLSocketFactory sockets() {
        return new SecuredSockets(context.getSocketFactory(), this::secure);
    }

    /** Encrypts a connection; the handshake, and with it the proof, comes with the first byte at the latest. */
    private SSLSocket secure(Socket plain, NodeAddress address) throws IOException {
        String name = names.apply(address);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, address.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!name.equals(address.ip())) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static TrustManager[] trust(Collection<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        int count = 0;
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("ca-" + count++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] own(Collection<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
