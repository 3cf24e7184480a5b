package dev.sluice;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import dev.sluice.admission.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The rooms and what each may know of the others. */
class ArchitectureTest {

    private static final String ROOT = "dev.sluice";
    private static final String BACKENDS = "dev.sluice.backends..";
    private static final String[] CORE =
            room("pool", "placement", "admission", "routing", "sse").toArray(String[]::new);

    /** Of each room, the rooms that it may use. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("pool", Set.of()),
            entry("placement", Set.of("pool")),
            entry("admission", Set.of("placement", "pool")),
            entry("routing", Set.of("pool")),
            entry("sse", Set.of()),
            entry("admin", Set.of("admission", "config", "owner", "pool", "telemetry")),
            entry("config", Set.of("pool", "yaml")),
            entry("discovery", Set.of("config", "pool")),
            entry("yaml", Set.of()),
            entry("engine", Set.of("admission", "pool")),
            entry("owner", Set.of("admission", "pool")),
            entry("telemetry", Set.of("admission", "config", "pool")),
            entry("upstream", Set.of("pool")),
            entry("health", Set.of("admission", "config", "engine", "owner", "pool", "upstream")),
            entry("relay", Set.of("admission", "config", "owner", "pool", "sse", "telemetry", "upstream")),
            entry("api", Set.of("admission", "config", "pool", "relay", "routing", "telemetry")));

    static final List<String> ROOMS = MAY_USE.keySet().stream().sorted().toList();

    private static final JavaClasses CLASSES =
            new ClassFileImporter().importLocations(Set.of(Location.of(Path.of("target", "classes"))));

    @Test
    void everyRoomIsInTheTable() {
        assertThat(packages())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(ROOT, "dev.sluice.cli", "dev.sluice.cli.demo", "dev.sluice.cli.doctor"),
                                ROOMS.stream().map(ArchitectureTest::name))
                        .toList());
    }

    @ParameterizedTest
    @FieldSource("ROOMS")
    void aRoomUsesOnlyTheRoomsItMayUse(String room) {
        String[] allowed = Stream.concat(Stream.of(room), MAY_USE.getOrDefault(room, Set.of()).stream())
                .flatMap(name -> room(name).stream())
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(name(room) + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sluice..").and(not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }

    @Test
    void ofAdmissionAnEngineKnowsOnlyHowALeaseEnds() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.engine..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sluice.admission..")
                        .and(not(DescribedPredicate.describe("Outcome", seen -> seen.isEquivalentTo(Outcome.class)))))
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineStartsTestBackends() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sluice.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BACKENDS)
                .check(CLASSES);
    }

    @Test
    void noRoomsUseEachOtherInACircle() {
        slices().matching("dev.sluice.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theCoreKnowsNoFrameworkNoThreadAndNoLog() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.vertx..", "io.netty..", "java.util.concurrent..", "org.slf4j.."))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(CLASSES);
    }

    @Test
    void theCoreKnowsNoClock() {
        DescribedPredicate<JavaAccess<?>> now =
                target(nameMatching("now")).and(target(owner(resideInAPackage("java.time.."))));
        DescribedPredicate<JavaAccess<?>> systemTime = target(nameMatching("nanoTime|currentTimeMillis"));
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .accessTargetWhere(now.or(systemTime))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(CLASSES);
    }

    @Test
    void nobodyUsesTheInsidesOfVertx() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..impl..", "io.vertx..internal..")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        assertThat(packages())
                .allMatch(
                        name -> CLASSES.getPackage(name)
                                .tryGetPackageInfo()
                                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                                .isPresent(),
                        "has a package-info with @NullMarked");
    }

    private static Set<String> packages() {
        return CLASSES.stream()
                .map(JavaClass::getPackage)
                .map(JavaPackage::getName)
                .collect(Collectors.toSet());
    }

    private static String name(String room) {
        return ROOT + "." + room;
    }

    private static List<String> room(String... names) {
        return Stream.of(names).map(name -> name(name) + "..").toList();
    }
}
