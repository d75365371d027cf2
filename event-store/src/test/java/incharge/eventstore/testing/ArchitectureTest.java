package incharge.eventstore.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import incharge.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void the_house_rules_hold() {
        ArchitectureRules.of("incharge.eventstore")
                .builtOn("org.springframework", "org.axonframework", "com.mongodb", "org.apache.kafka")
                .using("incharge.http", "incharge.feed", "incharge.sealing")
                .check();
    }

    @Test
    void axon_is_used_in_its_own_package_only() {
        noClasses()
                .that()
                .resideOutsideOfPackage("incharge.eventstore.axon")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("incharge.eventstore"));
    }

    @Test
    void topics_of_others_are_consumed_in_one_package_only() {
        noClasses()
                .that()
                .resideOutsideOfPackage("incharge.eventstore.erasure")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("incharge.feed..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("incharge.eventstore"));
    }

    @Test
    void the_log_uses_the_database_and_nothing_else() {
        ArchitectureRules.of("incharge.eventstore.log").builtOn("com.mongodb").check();
    }

    @Test
    void the_rules_can_be_broken() {
        assertThatThrownBy(() -> ArchitectureRules.of("incharge.eventstore.log").check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("com.mongodb");
    }
}
