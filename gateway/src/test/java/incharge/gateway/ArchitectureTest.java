package incharge.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("incharge.gateway");

    @Test
    void packages_form_no_cycles() {
        SlicesRuleDefinition.slices()
                .matching("incharge.(**)")
                .should()
                .beFreeOfCycles()
                .check(MODULE);
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

    @Test
    void names_say_what_a_type_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Service|Manager|Helper|Impl|Dto|Entity|Util|Utils)")
                .orShould()
                .resideInAnyPackage("..common..", "..core..", "..shared..", "..util..")
                .check(MODULE);
    }
}
