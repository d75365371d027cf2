package incharge.gateway.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts the contents of a session with AES-GCM under a key derived from the session's id. The database has the
 * contents and the browser the id, so neither is of use without the other.
 */
final class SessionCipher {

    private static final Logger LOG = LoggerFactory.getLogger(SessionCipher.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] LABEL = "incharge session".getBytes(StandardCharsets.UTF_8);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;

    private SessionCipher(SecretKey key) {
        this.key = key;
    }

    static SessionCipher of(String id) {
        try {
            return new SessionCipher(KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(id.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(LABEL, 32)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This Java has no HKDF", impossible);
        }
    }

    /** @param field where the contents are stored; they decrypt for no other field */
    Binary encrypt(String field, byte[] contents) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            RANDOM.nextBytes(nonce);
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, field, nonce).doFinal(contents);
            byte[] stored = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
            System.arraycopy(encrypted, 0, stored, NONCE_BYTES, encrypted.length);
            return new Binary(stored);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This Java has no AES-GCM", impossible);
        }
    }

    /** Returns nothing if the contents were encrypted for another session or field: then nobody is signed in. */
    Optional<byte[]> decrypt(String field, Object stored) {
        if (!(stored instanceof Binary encrypted) || encrypted.length() < NONCE_BYTES + TAG_BITS / 8) {
            return Optional.empty();
        }
        byte[] bytes = encrypted.getData();
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, field, Arrays.copyOf(bytes, NONCE_BYTES))
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
        } catch (AEADBadTagException other) {
            LOG.warn("The {} of a session were encrypted for another session", field);
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This Java has no AES-GCM", impossible);
        }
    }

    private Cipher cipher(int mode, String field, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(field.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
