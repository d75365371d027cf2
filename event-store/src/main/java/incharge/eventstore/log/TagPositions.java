package incharge.eventstore.log;

/** Maps tags to positions and keeps eight bytes of each tag: open addressing over 64-bit hashes. */
final class TagPositions {
    private long[] keys = new long[1 << 10];
    private long[] positions = new long[keys.length];
    private int size;

    int size() {
        return size;
    }

    /** Returns the last position put for a tag of this hash; 0 if there is none. */
    long get(long hash) {
        return positions[slot(hash)];
    }

    void put(long hash, long position) {
        int slot = slot(hash);
        if (positions[slot] == 0 && ++size > keys.length / 2) {
            grow();
            slot = slot(hash);
        }
        keys[slot] = hash;
        positions[slot] = position;
    }

    private int slot(long hash) {
        int mask = keys.length - 1;
        int slot = (int) (hash ^ hash >>> 32) & mask;
        while (positions[slot] != 0 && keys[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldPositions = positions;
        keys = new long[oldKeys.length * 2];
        positions = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldPositions[i] == 0) {
                continue;
            }
            int slot = slot(oldKeys[i]);
            keys[slot] = oldKeys[i];
            positions[slot] = oldPositions[i];
        }
    }

    /** Returns a well mixed 64-bit hash of a tag. Two tags of one hash only cost a second look-up. */
    static long hash(String tag) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < tag.length(); i++) {
            hash = (hash ^ tag.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
