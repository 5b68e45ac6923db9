package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A new key and its self-signed certificate, as the lab's openssl commands leave them in two files. */
final class PemFiles {
    private static final String PASSWORD = "no secret";

    private PemFiles() {}

    /** Writes {@code cert.pem} and {@code key.pem} into the folder. */
    static void writeTo(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        writeTo(folder, 2048);
    }

    /** The same with an RSA key of so many bits. */
    static void writeTo(Path folder, int bits) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store.p12");
        Files.deleteIfExists(store);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "lab",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        String.valueOf(bits),
                        "-validity",
                        "365",
                        "-dname",
                        "CN=Test, OU=Example, O=Cloud, L=Mountain View, ST=CA, C=US",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).as("exit code of keytool, see its log").isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        byte[] key = keys.getKey("lab", PASSWORD.toCharArray()).getEncoded();
        write(
                folder.resolve("cert.pem"),
                "CERTIFICATE",
                keys.getCertificate("lab").getEncoded());
        write(folder.resolve("key.pem"), "PRIVATE KEY", key);
    }

    private static void write(Path file, String what, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
    }
}
