package incharge.tabular;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("incharge.tabular");

    @Test
    void files_know_nothing_of_imports_webs_and_databases() {
        noClasses()
                .that()
                .resideInAPackage("incharge.tabular")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "incharge.tabular.importing",
                        "incharge.http..",
                        "incharge.eventstore..",
                        "org.springframework..",
                        "com.mongodb..")
                .check(CLASSES);
    }

    @Test
    void imports_speak_http_in_their_controller_only() {
        noClasses()
                .that()
                .resideInAPackage("incharge.tabular.importing")
                .and()
                .haveNameNotMatching(".*(Controller|Configuration)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void names_say_what_a_thing_is() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Service")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Dto")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .check(CLASSES);
    }
}
