package incharge.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("incharge.http");

    @Test
    void names_say_what_a_type_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Service|Manager|Helper|Impl|Dto|Entity|Util|Utils)")
                .check(MODULE);
    }

    @Test
    void of_the_event_store_only_its_public_words_are_used() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("incharge.eventstore.axon..", "incharge.eventstore.relay..")
                .check(MODULE);
    }

    @Test
    void rules_for_values_know_no_framework() {
        classes()
                .that()
                .belongToAnyOf(Fields.class, VatNumber.class, Text.class, FieldError.class)
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.springframework..", "jakarta..", "tools.jackson..")
                .check(MODULE);
    }
}
