package incharge.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import incharge.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("incharge.gateway");

    @Test
    void the_house_rules_hold() {
        ArchitectureRules.of("incharge.gateway")
                .builtOn("org.springframework", "com.mongodb")
                .using("incharge.http")
                .check();
    }

    @Test
    void routes_and_limits_do_without_the_sign_in() {
        noClasses()
                .that()
                .resideInAPackage("incharge.gateway")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("incharge.gateway.signin..", "incharge.gateway.authserver..")
                .check(MODULE);
    }

    @Test
    void rules_need_no_framework() {
        classes()
                .that()
                .haveSimpleName("Backend")
                .or()
                .haveSimpleName("RateLimit")
                .or()
                .haveSimpleName("DemoUser")
                .or()
                .haveSimpleName("LoginAttempts")
                .or()
                .haveSimpleName("PublicUrl")
                .or()
                .haveSimpleName("Digests")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.springframework..", "jakarta..", "com.mongodb..", "tools.jackson..")
                .check(MODULE);
    }

    @Test
    void nothing_is_written_by_java_serialization() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectOutputStream")
                .check(MODULE);
    }
}
