package incharge.k8s;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the objects of an overlay must keep, and changes that break it.
 *
 * @param violations returns a sentence for each object that breaks the rule
 * @param breaches each must make the rule fail
 */
record Rule(String name, Set<Overlay> overlays, Function<Manifests, Stream<String>> violations, List<Breach> breaches) {

    /** A change of objects that keep the rule to some that break it. */
    record Breach(String name, Consumer<Manifests> change) {}

    static Rule of(String name, Function<Manifests, Stream<String>> violations) {
        return new Rule(name, EnumSet.allOf(Overlay.class), violations, List.of());
    }

    Rule in(Overlay overlay) {
        return new Rule(name, EnumSet.of(overlay), violations, breaches);
    }

    Rule fails(String name, Consumer<Manifests> change) {
        var all = new ArrayList<>(breaches);
        all.add(new Breach(name, change));
        return new Rule(this.name, overlays, violations, List.copyOf(all));
    }

    @Override
    public String toString() {
        return name;
    }
}
