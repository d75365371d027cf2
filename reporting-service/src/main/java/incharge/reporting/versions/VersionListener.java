package incharge.reporting.versions;

/**
 * Follows what this process writes. Batches of one source come in order, those of different sources at the same time.
 */
public interface VersionListener {

    /** Runs before this process commits the source up to that sequence; the transaction may still fail. */
    void writing(Source source, long upTo);

    /** Runs when the batch is committed and can be read. A batch of an uncertain commit is left out. */
    void written(WrittenBatch batch);
}
