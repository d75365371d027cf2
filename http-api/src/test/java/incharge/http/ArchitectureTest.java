package incharge.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import incharge.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("incharge.http");

    @Test
    void the_house_rules_hold() {
        ArchitectureRules.of("incharge.http")
                .builtOn("org.springframework", "com.mongodb")
                .check();
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
