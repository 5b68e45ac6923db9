package dev.sallyport.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A certificate that is signed by its own key, made by the JDK's keytool.
 *
 * @param certificate in PEM
 * @param privateKey in PEM
 * @param sha256 digest of the certificate's DER, in lower-case hexadecimal
 */
record SelfSignedKey(String certificate, String privateKey, String sha256) {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "key";

    /** @param subject a distinguished name with its last part first, as keytool wants it */
    static SelfSignedKey issue(String subject, int validityDays) {
        try {
            Path store = Files.createTempFile("bench", ".p12");
            Files.delete(store); // Only the name is wanted: keytool takes no empty store.
            try {
                keytool(subject, validityDays, store);
                return read(store);
            } finally {
                Files.deleteIfExists(store);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the certificate was not made", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what keytool wrote cannot be read", e);
        }
    }

    private static void keytool(String subject, int validityDays, Path store) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        subject,
                        "-validity",
                        String.valueOf(validityDays),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.PIPE)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static SelfSignedKey read(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
        byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
        return new SelfSignedKey(
                pem("CERTIFICATE", certificate),
                pem("PRIVATE KEY", key),
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate)));
    }

    private static String pem(String type, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
