package incharge.eventstore.testing;

import incharge.eventstore.keys.KeyStore;
import incharge.eventstore.keys.MasterKey;
import incharge.local.RealParts;
import incharge.sealing.SealingKey;
import java.util.Base64;

/** Stores of keys for tests. */
public final class TestKeys {

    private TestKeys() {}

    /** Opens a store without keys, under a master key of its own. */
    public static KeyStore fresh() {
        return KeyStore.open(
                RealParts.freshDatabase(), RealParts.freshDatabase(), new MasterKey(SealingKey.random(), null));
    }

    /** Returns a new master key as an environment variable has it. */
    public static String masterKey() {
        return Base64.getEncoder().encodeToString(SealingKey.random().bytes());
    }
}
