package org.lectorium.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The import rules of docs/architecture.md. */
@AnalyzeClasses(
        packages = {
            "org.lectorium.core",
            "org.lectorium.conference",
            "org.lectorium.ingest",
            "org.lectorium.transcode",
            "org.lectorium.catalog",
            "org.lectorium.standalone",
            "org.lectorium.api",
            "db.migration"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] STAGES = {
        "org.lectorium.conference..", "org.lectorium.ingest..", "org.lectorium.transcode..", "org.lectorium.catalog.."
    };

    @ArchTest
    static final ArchRule coreStandsAlone = noClasses()
            .that()
            .resideInAPackage("org.lectorium.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(with("org.lectorium.api..", "org.lectorium.standalone.."))
            .because("it holds the words that all the others share");

    @ArchTest
    static final ArchRule stagesMeetInCore = slices().matching("org.lectorium.(conference|ingest|transcode|catalog)..")
            .should()
            .notDependOnEachOther()
            .because("they meet through the events in core, so that each can be read and changed by itself");

    @ArchTest
    static final ArchRule nobodyImportsTheApplication = noClasses()
            .that()
            .resideInAnyPackage(with("org.lectorium.core..", "org.lectorium.standalone.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.lectorium.api..")
            .because("it puts them together");

    @ArchTest
    static final ArchRule standaloneKnowsNobody = noClasses()
            .that()
            .resideInAPackage("org.lectorium.standalone..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(with("org.lectorium.core..", "org.lectorium.api.."))
            .because("it starts servers, and what they are for is not its business");

    @ArchTest
    static final ArchRule awsStaysInItsPackage = vendor("software.amazon.awssdk..", "org.lectorium.core.s3..");

    @ArchTest
    static final ArchRule elasticsearchStaysInItsPackage =
            vendor("co.elastic..", "org.lectorium.catalog.elasticsearch..", "org.lectorium.api.wiring..");

    @ArchTest
    static final ArchRule ffmpegStaysInItsPackage = noClasses()
            .that()
            .resideOutsideOfPackage("org.lectorium.transcode.ffmpeg..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.bramp..", "ws.schild..", "org.bytedeco..")
            .because("a vendor's type stays in the package named after the vendor");

    @ArchTest
    static final ArchRule quartzStaysInItsPackage = vendor("org.quartz..", "org.lectorium.transcode.quartz..");

    @ArchTest
    static final ArchRule ical4jStaysInItsPackage = vendor("net.fortuna.ical4j..", "org.lectorium.conference.ical4j..");

    @ArchTest
    static final ArchRule jdbcStaysInItsPackage = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..postgres..", "org.lectorium.api..", "org.lectorium.standalone..", "db.migration..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.postgresql..")
            .because("SQL stands in the packages that are named after the database");

    @ArchTest
    static final ArchRule onlyOneClassStartsPrograms = noClasses()
            .that()
            .resideInAPackage("org.lectorium.transcode..")
            .and()
            .doNotHaveFullyQualifiedName("org.lectorium.transcode.ffmpeg.FfmpegProcess")
            .and()
            .doNotHaveFullyQualifiedName("org.lectorium.transcode.ffmpeg.Sandbox")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ProcessBuilder.class)
            .because("FFmpeg runs locked up and under watch, or not at all");

    @ArchTest
    static final ArchRule controllersAreNotPublic = classes()
            .that()
            .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
            .should()
            .notBePublic()
            .because("they are called by HTTP alone");

    private static String[] with(String... others) {
        return Stream.concat(Stream.of(STAGES), Stream.of(others)).toArray(String[]::new);
    }

    private static ArchRule vendor(String vendor, String... homes) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(vendor)
                .because("a vendor's type stays in the package named after the vendor");
    }
}
