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
 * What only the cookie of a session opens: AES-GCM under a key that follows from the session's id. The database has the
 * contents and the browser the key, so neither is worth anything without the other.
 */
final class Seal {

    private static final Logger LOG = LoggerFactory.getLogger(Seal.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] LABEL = "incharge session".getBytes(StandardCharsets.UTF_8);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;

    private Seal(SecretKey key) {
        this.key = key;
    }

    static Seal of(String id) {
        try {
            return new Seal(KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(id.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(LABEL, 32)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no HKDF", impossible);
        }
    }

    /** @param field where it is stored; nowhere else it opens again */
    Binary close(String field, byte[] contents) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            RANDOM.nextBytes(nonce);
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, field, nonce).doFinal(contents);
            byte[] stored = Arrays.copyOf(nonce, NONCE_BYTES + closed.length);
            System.arraycopy(closed, 0, stored, NONCE_BYTES, closed.length);
            return new Binary(stored);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no AES-GCM", impossible);
        }
    }

    /** Empty when it was not closed with this seal for this field: then nobody is signed in. */
    Optional<byte[]> open(String field, Object stored) {
        if (!(stored instanceof Binary closed) || closed.length() < NONCE_BYTES + TAG_BITS / 8) {
            return Optional.empty();
        }
        byte[] bytes = closed.getData();
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, field, Arrays.copyOf(bytes, NONCE_BYTES))
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
        } catch (AEADBadTagException other) {
            LOG.warn("The {} of a session was not written for it", field);
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no AES-GCM", impossible);
        }
    }

    private Cipher cipher(int mode, String field, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(field.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
