package dev.isthmus.driver.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The arrows of docs/architecture.md, the rooms, as rules over the modules under one root package. */
final class ModuleDependencyRules {

    private static final String AWS = "software.amazon..";
    private static final String MESSAGES = "dev.isthmus.mesos.messages..";
    private static final String OUR_PROTOBUF = "dev.isthmus.mesos.protobuf..";
    private static final String THEIR_MESOS = "org.apache.mesos..";
    private static final String THEIR_PROTOBUF = "com.google.protobuf..";

    private final String api;
    private final String translators;
    private final String journal;
    private final String ecs;
    private final String mesos;
    private final String pages;
    private final String driver;
    private final String zookeeper;
    private final String root;

    ModuleDependencyRules(String root) {
        this.root = root;
        this.api = root + ".api..";
        this.translators = root + ".translators..";
        this.journal = root + ".journal..";
        this.ecs = root + ".ecs..";
        this.mesos = root + ".mesos..";
        this.pages = root + ".master..";
        this.driver = root + ".driver..";
        this.zookeeper = root + ".zookeeper..";
    }

    /** Every rule under its name. */
    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "api knows the JDK alone",
                classes()
                        .that()
                        .resideInAPackage(api)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(api, "java..", "org.jspecify.annotations"));
        rules.put("only ecs knows AWS", onlyThese(ecs).mayKnow(AWS));
        rules.put(
                "only mesos, the pages and driver know the private messages",
                onlyThese(mesos, pages, driver).mayKnow(MESSAGES, OUR_PROTOBUF));
        rules.put(
                "only driver knows the framework's Mesos",
                onlyThese(driver, THEIR_MESOS).mayKnow(THEIR_MESOS));
        rules.put("nobody knows the framework's protobuf", onlyThese().mayKnow(THEIR_PROTOBUF));
        rules.put("translators know api alone", strangers(translators, journal, ecs, mesos, driver));
        rules.put("the journal knows api alone", strangers(journal, translators, ecs, mesos, driver));
        rules.put("ecs knows api alone", strangers(ecs, translators, journal, mesos, driver));
        rules.put("mesos knows api alone", strangers(mesos, translators, journal, ecs, pages, driver));
        rules.put("the pages know api and mesos alone", strangers(pages, translators, journal, ecs, zookeeper, driver));
        rules.put("zookeeper knows nobody", strangers(zookeeper, api, translators, journal, ecs, mesos, driver));
        rules.put(
                "only api looks for providers",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(api)
                        .should()
                        .dependOnClassesThat()
                        .belongToAnyOf(ServiceLoader.class));
        rules.put(
                "packages of a module do not depend on each other in a circle",
                slices().matching(root + ".(**)").should().beFreeOfCycles());
        return rules;
    }

    private static ArchRule strangers(String one, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(one)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    private static Knowing onlyThese(String... packages) {
        return known -> noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(known);
    }

    @FunctionalInterface
    private interface Knowing {
        ArchRule mayKnow(String... packages);
    }
}
