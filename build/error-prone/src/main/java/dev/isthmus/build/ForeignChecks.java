package dev.isthmus.build;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checks of Error Prone for libraries that no module has, so that there is nothing for them to find: nearly a hundred of 475. Each is asked at every call
 * of every file all the same. Whoever takes one of these libraries in takes its line out; a check that Error Prone no longer has fails every compilation.
 */
final class ForeignChecks {

    private static final List<String> NAMES = names(
            // Android.
            "AndroidInjectionBeforeSuper BundleDeserializationCast FragmentInjection FragmentNotInstantiable IsLoggableTagLength "
                    + "MislabeledAndroidString ParcelableCreator RectIntersectReturnValueIgnored RobolectricShadowDirectlyOn "
                    + "WakelockReleasedDangerously",
            // Dagger, Guice and javax.inject.
            "AssistedInjectAndInjectOnSameConstructor CloseableProvides DaggerProvidesNull EmptySetMultibindingContributions "
                    + "GuiceAssistedInjectScoping GuiceAssistedParameters GuiceInjectOnFinalField GuiceNestedCombine "
                    + "InjectInvalidTargetingOnScopingAnnotation InjectMoreThanOneScopeAnnotationOnClass InjectOnConstructorOfAbstractClass "
                    + "InjectOnMemberAndConstructor InjectScopeAnnotationOnInterfaceOrAbstractClass InjectedConstructorAnnotations "
                    + "JavaxInjectOnAbstractMethod JavaxInjectOnFinalField MisplacedScopeAnnotations MoreThanOneInjectableConstructor "
                    + "OverlappingQualifierAndScopeAnnotation OverridesGuiceInjectableMethod OverridesJavaxInjectableMethod "
                    + "ProvidesMethodOutsideOfModule QualifierOrScopeOnInjectMethod UseBinds",
            // Flogger.
            "FloggerArgumentToString FloggerFormatString FloggerLogString FloggerLogVarargs FloggerPerWithoutRateLimit "
                    + "FloggerSplitLogStatement FloggerStringConcatenation",
            // Joda-Time.
            "JodaConstructors JodaDateTimeConstants JodaDurationWithMillis JodaInstantWithMillis JodaNewPeriod JodaPlusMinusLong "
                    + "JodaTimeConverterManager JodaToSelf JodaWithDurationAddedLong",
            // Mockito.
            "DirectInvocationOnMock DoNotMock DoNotMockAutoValue MockIllegalThrows MockNotUsedInProduction MockitoUsage "
                    + "StaticMockMember",
            // JUnit 3 and 4.
            "ExtendingJUnitAssert JUnit3FloatingPointComparisonWithoutDelta JUnit3TestNotRun JUnit4ClassAnnotationNonStatic "
                    + "JUnit4ClassUsedInJUnit3 JUnit4EmptyMethods JUnit4SetUpNotRun JUnit4TearDownNotRun JUnit4TestNotRun "
                    + "JUnit4TestsNotRunWithinEnclosed JUnitAmbiguousTestClass JUnitAssertSameCheck JUnitParameterMethodNotFound RuleNotRun "
                    + "TestParametersNotInitialized TheoryButNoTheories",
            // Truth.
            "ProtoTruthMixedDescriptors TruthAssertExpected TruthConstantAsserts TruthGetOrDefault TruthIncompatibleType",
            // AutoValue.
            "AutoValueBoxedValues AutoValueBuilderDefaultsInConstructor AutoValueConstructorOrderChecker AutoValueFinalMethods "
                    + "AutoValueImmutableFields AutoValueSubclassLeaked",
            // RxJava.
            "RxReturnValueIgnored",
            // SWIG.
            "SwigMemoryLeak",
            // Error Prone itself.
            "ASTHelpersSuggestions InjectOnBugCheckers MemoizeConstantVisitorStateLookups MissingRefasterAnnotation "
                    + "PreferInstanceofOverGetKind TreeToString UnnecessaryMethodInvocationMatcher WithSignatureDiscouraged");

    private ForeignChecks() {}

    private static List<String> names(String... libraries) {
        return Arrays.stream(libraries)
                .flatMap(checks -> Stream.of(checks.split(" ", -1)))
                .toList();
    }

    /** Arguments for Error Prone that leave these checks out, and then those that are given, which go before them. */
    static String[] before(String... arguments) {
        return Stream.concat(NAMES.stream().map(name -> "-Xep:" + name + ":OFF"), Stream.of(arguments))
                .toArray(String[]::new);
    }
}
