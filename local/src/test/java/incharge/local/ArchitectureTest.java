package incharge.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final List<String> FORBIDDEN_SUFFIXES =
            List.of("Service", "Manager", "Helper", "Impl", "Dto", "Entity", "Util", "Utils");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("incharge.local");

    @Test
    void the_launcher_knows_no_other_module_and_no_framework_of_the_services() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "org.axonframework..")
                .check(classes);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "incharge.customer..",
                        "incharge.responsibility..",
                        "incharge.grouping..",
                        "incharge.reporting..",
                        "incharge.gateway..",
                        "incharge.eventstore..",
                        "incharge.feed..",
                        "incharge.http..",
                        "incharge.imports..",
                        "incharge.tabular..",
                        "incharge.visibility..",
                        "incharge.contracts..")
                .check(classes);
    }

    @Test
    void only_the_api_client_knows_its_http_library() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ApiClient.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..", "io.netty..", "reactor..", "org.reactivestreams..")
                .check(classes);
    }

    @Test
    void names_carry_a_meaning() {
        FORBIDDEN_SUFFIXES.forEach(
                suffix -> noClasses().should().haveSimpleNameEndingWith(suffix).check(classes));
    }
}
