package incharge.reporting.snapshot;

/** Which customers a caller may see. Every view, count and download asks here, and nowhere else. Equal ones see the same. */
public interface Visibility {

    /** Sees every customer. */
    Visibility EVERYTHING = (_, _) -> true;

    boolean sees(Snapshot snapshot, Customer customer);
}
