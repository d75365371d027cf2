package incharge.k8s;

import java.util.Locale;

/** A variant of the manifests that can be applied to a cluster. */
enum Overlay {
    LOCAL,
    PRODUCTION;

    /** Returns its directory below {@code overlays}. */
    String directory() {
        return name().toLowerCase(Locale.ROOT);
    }
}
