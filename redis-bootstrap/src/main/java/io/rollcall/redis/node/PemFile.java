// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys as cert-manager, openssl and Redis write and want them. */
final class PemFile {

    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN ((?:[A-Z]+ )*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (?:[A-Z]+ )*PRIVATE KEY-----");
    /** AlgorithmIdentifier of an RSA key (RFC 8017, appendix A.1), after the version 0 of PKCS #8 (RFC 5208). */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private PemFile() {}

    static List<X509Certificate> certificates(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new CertificateException("there is none");
            }
            return certificates;
        } catch (CertificateException wrong) {
            throw new CertificateException(file + " holds no PEM certificates: " + wrong.getMessage(), wrong);
        }
    }

    static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new GeneralSecurityException(file + " holds no private key in PEM form");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(pem.group(2));
        String kind = pem.group(1).strip();
        if (!kind.isEmpty() && !kind.equals("RSA")) {
            throw new GeneralSecurityException(file + " holds a key of the kind " + kind
                    + ", which is not read; convert it with openssl pkcs8 -topk8 -nocrypt");
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(kind.isEmpty() ? bytes : wrapped(bytes));
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (GeneralSecurityException anotherKind) {
                // The next one.
            }
        }
        throw new GeneralSecurityException(file + " holds a key that is neither RSA nor EC nor Ed25519");
    }

    /** An RSA key of PKCS #1 as one of PKCS #8: SEQUENCE { version, algorithm, OCTET STRING }. */
    private static byte[] wrapped(byte[] key) {
        byte[] octets = tagged(0x04, key);
        byte[] inner = ByteBuffer.allocate(RSA.length + octets.length).put(RSA).put(octets).array();
        return tagged(0x30, inner);
    }

    /** DER with a length of two bytes, which every RSA key of 1024 bits and more has. */
    private static byte[] tagged(int tag, byte[] content) {
        return ByteBuffer.allocate(content.length + 4)
                .put((byte) tag)
                .put((byte) 0x82)
                .putShort((short) content.length)
                .put(content)
                .array();
    }
}
