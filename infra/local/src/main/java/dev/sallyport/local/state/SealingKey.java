package dev.sallyport.local.state;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals what must not be readable in files, by AES-256 in Galois/Counter Mode. */
public final class SealingKey {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ID_BYTES = 8;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    private final String id;

    private SealingKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.id = idOf(bytes);
    }

    /** A key that nobody else has, and that is gone with the process. */
    public static SealingKey random() {
        return new SealingKey(randomBytes());
    }

    /**
     * The key in the file, made if there is none; only the file's owner can read it.
     *
     * @throws StateException if the file is no key, or others can read it
     */
    static SealingKey in(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            checkPermissions(file);
            return new SealingKey(bytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the key cannot be read or made", e);
        }
    }

    /** Tells keys apart without giving one away. */
    String id() {
        return id;
    }

    ByteString seal(String context, ByteString value) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(value.toByteArray());
            return ByteString.copyFrom(nonce).concat(ByteString.copyFrom(sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/GCM", e);
        }
    }

    /** @throws StateException if it was not sealed by this key for this context */
    ByteString open(String context, ByteString sealed) {
        try {
            byte[] nonce = sealed.substring(0, NONCE_BYTES).toByteArray();
            byte[] rest = sealed.substring(NONCE_BYTES).toByteArray();
            return ByteString.copyFrom(
                    cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(rest));
        } catch (GeneralSecurityException | IndexOutOfBoundsException e) {
            throw new StateException("the secret " + context.replace('\n', ' ')
                    + " does not open: it was sealed by another key, or altered");
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Written aside, for half a key after a crash would be worse than none. */
    private static void create(Path file) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        Files.createFile(aside, attributes(file));
        Files.writeString(aside, HexFormat.of().formatHex(randomBytes()) + "\n", StandardOpenOption.WRITE);
        Files.move(aside, file);
    }

    private static FileAttribute<?>[] attributes(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static void checkPermissions(Path file) throws IOException {
        if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new StateException(file + ": others than its owner can use this key; run chmod 600 " + file);
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static byte[] bytes(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (!text.matches("[0-9a-f]{" + 2 * KEY_BYTES + "}")) {
            throw new StateException(file + ": is not a key; expected " + 2 * KEY_BYTES + " hexadecimal digits."
                    + " Put the right file back: without it the secrets of this directory cannot be read");
        }
        return HexFormat.of().parseHex(text);
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static String idOf(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
