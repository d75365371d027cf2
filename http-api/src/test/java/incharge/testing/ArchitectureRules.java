package incharge.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of the house, checked on the compiled classes of a module: frameworks only at its edges, no cycles between
 * its packages, no names that say nothing.
 *
 * <pre>{@code
 * @Test
 * void the_house_rules_hold() {
 *     ArchitectureRules.of("incharge.customer").check();
 * }
 * }</pre>
 */
public final class ArchitectureRules {
    private static final Set<String> FRAMEWORKS =
            Set.of("org.springframework", "org.axonframework", "com.mongodb", "org.apache.kafka");

    /** Types whose names end so are the edges of a module. */
    private static final Set<String> EDGES =
            Set.of("Application", "Configuration", "Controller", "Boundary", "Projection", "Views", "Relay");

    private static final List<String> SAY_NOTHING =
            List.of("Service", "Manager", "Helper", "Impl", "Dto", "Entity", "Util", "Utils");

    private final String root;
    private final Set<String> frameworks;
    private final List<String> edges;
    private final Set<String> modules;

    private ArchitectureRules(String root, Set<String> frameworks, List<String> edges, Set<String> modules) {
        this.root = root;
        this.frameworks = frameworks;
        this.edges = edges;
        this.modules = modules;
    }

    /** The rules for the packages from {@code root} down. */
    public static ArchitectureRules of(String root) {
        return new ArchitectureRules(root, FRAMEWORKS, List.copyOf(EDGES), Set.of());
    }

    /** The same, but these frameworks are what the module is about: for libraries. Named by their root package. */
    public ArchitectureRules builtOn(String... its) {
        var others = new HashSet<>(frameworks);
        List.of(its).forEach(others::remove);
        return new ArchitectureRules(root, others, edges, modules);
    }

    /** The same, but types whose names end so are edges too. */
    public ArchitectureRules withEdges(String... suffixes) {
        var more = new ArrayList<>(edges);
        more.addAll(List.of(suffixes));
        return new ArchitectureRules(root, frameworks, more, modules);
    }

    /** The same, but the module may use these of ours; without, it uses none. Named by their root package. */
    public ArchitectureRules using(String... ours) {
        return new ArchitectureRules(root, frameworks, edges, Set.of(ours));
    }

    /** Fails with every place that breaks a rule. */
    public void check() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages(root);
        if (classes.isEmpty()) {
            throw new AssertionError("there are no classes in " + root);
        }
        frameworksStayAtTheEdges(classes);
        onlyModulesBelowAreUsed(classes);
        packagesFormNoCycles(classes);
        namesSaySomething(classes);
    }

    private void frameworksStayAtTheEdges(JavaClasses classes) {
        String[] packages = frameworks.stream().map(name -> name + "..").toArray(String[]::new);
        noClasses()
                .that(areNoEdges())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because("only types that end in " + edges + " know a framework")
                .allowEmptyShould(true)
                .check(classes);
    }

    private void onlyModulesBelowAreUsed(JavaClasses classes) {
        noClasses()
                .should()
                .dependOnClassesThat(describe("belong to a module that is not below", this::isOfModuleNotBelow))
                .because("arrows between modules point down only: " + root + " uses " + modules)
                .check(classes);
    }

    private boolean isOfModuleNotBelow(JavaClass type) {
        String name = type.getPackageName() + ".";
        return name.startsWith("incharge.")
                && !name.startsWith(root + ".")
                && modules.stream().noneMatch(module -> name.startsWith(module + "."));
    }

    private DescribedPredicate<JavaClass> areNoEdges() {
        return describe("are no edges", type -> edges.stream().noneMatch(outermost(type)::endsWith));
    }

    private static String outermost(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private void packagesFormNoCycles(JavaClasses classes) {
        SlicesRuleDefinition.slices()
                .matching("incharge.(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    private void namesSaySomething(JavaClasses classes) {
        for (String suffix : SAY_NOTHING) {
            noClasses().should().haveSimpleNameEndingWith(suffix).check(classes);
        }
        noClasses()
                .should()
                .resideInAnyPackage("..common..", "..core..", "..shared..", "..util..")
                .check(classes);
    }
}
