package incharge.sealing;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of 32 bytes. It seals with AES-256-GCM: a random nonce of 12 bytes, the encrypted text, a tag of 16 bytes. The
 * associated data are not encrypted, but the text opens only with the same.
 */
public final class SealingKey {
    public static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;

    private SealingKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
    }

    public static SealingKey random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SealingKey(bytes);
    }

    /** @throws IllegalArgumentException if these are not {@value #BYTES} bytes */
    public static SealingKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes, not " + bytes.length);
        }
        return new SealingKey(bytes);
    }

    /** Returns the bare key. */
    public byte[] bytes() {
        return key.getEncoded();
    }

    /** Returns nonce, encrypted text and tag. */
    public byte[] seal(byte[] text, byte[] associated) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, associated);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(text.length));
            cipher.doFinal(text, 0, text.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    /**
     * Returns the text that {@link #seal} sealed.
     *
     * @throws SealBroken if it was sealed under another key or with other associated data, or was changed since
     */
    public byte[] open(byte[] sealed, byte[] associated) {
        if (sealed.length < NONCE_BYTES) {
            throw new SealBroken("it is too short", null);
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, sealed, associated)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new SealBroken("key or content do not fit", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
        cipher.updateAAD(associated);
        return cipher;
    }

    /** Returns the HMAC-SHA-256 of a text: the same for the same text, and not to be found out without the key. */
    public byte[] hash(byte[] text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(bytes(), MAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + MAC, e);
        }
    }
}
