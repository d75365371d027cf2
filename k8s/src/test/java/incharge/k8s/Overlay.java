package incharge.k8s;

/** A variant of the manifests that can be applied to a cluster. */
enum Overlay {
    LOCAL("overlays/local"),
    PRODUCTION("overlays/production"),
    /** Production with the component for sending traces. */
    TRACES("src/test/overlay");

    private final String directory;

    Overlay(String directory) {
        this.directory = directory;
    }

    /** Returns its directory below that of the manifests. */
    String directory() {
        return directory;
    }
}
