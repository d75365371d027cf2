package incharge.customer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import incharge.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_architecture_rules_hold() {
        ArchitectureRules.of("incharge.customer")
                .withEdges("Store", "Upload", "Lookups")
                .using(
                        "incharge.http",
                        "incharge.feed",
                        "incharge.eventstore",
                        "incharge.visibility",
                        "incharge.imports",
                        "incharge.sealing",
                        "incharge.tabular")
                .check();
    }

    @Test
    void only_the_client_of_registries_knows_its_http_library() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("RegistryClient")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..", "io.netty..", "reactor..", "org.reactivestreams..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("incharge.customer"));
    }
}
