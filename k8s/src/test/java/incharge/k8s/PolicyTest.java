package incharge.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds every object of the overlays to every rule, and proves that every rule can fail. */
class PolicyTest {
    private static final List<Rule> RULES = Stream.of(
                    PublishingRules.all(),
                    PodRules.all(),
                    ProgramRules.all(),
                    NetworkRules.all(),
                    KafkaRules.all(),
                    MongoRules.all())
            .flatMap(List::stream)
            .toList();
    private static final Map<Overlay, Manifests> RENDERED = new EnumMap<>(Overlay.class);

    @BeforeAll
    static void render() {
        if (!Manifests.canRender()) {
            String reason = "The Kubernetes manifests are not checked: there is no kubectl on the PATH"
                    + " (Debian has it in the package kubernetes-client)";
            System.out.println(reason);
            assumeTrue(false, reason);
        }
        for (Overlay overlay : Overlay.values()) {
            RENDERED.put(overlay, Manifests.render(overlay));
        }
    }

    @TestFactory
    Stream<DynamicTest> every_object_keeps_the_rule() {
        return rules((overlay, rule) -> Stream.of(DynamicTest.dynamicTest(
                overlay + ": " + rule,
                () -> assertThat(rule.violations().apply(RENDERED.get(overlay))).isEmpty())));
    }

    @TestFactory
    Stream<DynamicTest> a_rule_fails_for_objects_that_break_it() {
        return rules((overlay, rule) -> rule.breaches().stream()
                .map(breach -> DynamicTest.dynamicTest(overlay + ": " + rule + ": " + breach.name(), () -> {
                    Manifests changed = RENDERED.get(overlay).copy();
                    breach.change().accept(changed);
                    assertThat(rule.violations().apply(changed)).isNotEmpty();
                })));
    }

    @Test
    void every_rule_is_proven_to_fail() {
        assertThat(RULES).allSatisfy(rule -> assertThat(rule.breaches()).isNotEmpty());
        assertThat(RULES.stream().map(Rule::name)).doesNotHaveDuplicates();
    }

    private interface Cases {
        Stream<DynamicTest> of(Overlay overlay, Rule rule);
    }

    private static Stream<DynamicTest> rules(Cases cases) {
        return Arrays.stream(Overlay.values())
                .flatMap(overlay -> RULES.stream()
                        .filter(rule -> rule.overlays().contains(overlay))
                        .flatMap(rule -> cases.of(overlay, rule)));
    }
}
