package incharge.k8s;

/** A variant of the manifests that can be applied to a cluster. */
enum Overlay {
    LOCAL("overlays/local"),
    PRODUCTION("overlays/production"),
    /** Production with the components that an overlay of a company's own may take in. */
    COMPONENTS("src/test/overlay");

    private final String directory;

    Overlay(String directory) {
        this.directory = directory;
    }

    /** Returns its directory below that of the manifests. */
    String directory() {
        return directory;
    }
}
