package dev.isthmus.frameworks.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;
import scala.collection.JavaConverters;

/**
 * What the trials have Spark compute; each argument names a piece of work. Prints a line that begins with {@code RESULT} for each, and ends
 * other than 0 where one is wrong.
 */
public final class Jobs {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private Jobs() {}

    /** Does the work. */
    public static void main(String[] arguments) throws InterruptedException {
        JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("isthmus-trial"));
        try {
            for (String work : arguments) {
                run(spark, work);
            }
        } finally {
            spark.stop();
        }
    }

    private static void run(JavaSparkContext spark, String work) throws InterruptedException {
        switch (work) {
            case "pi":
                pi(spark);
                break;
            case "shuffle":
                shuffle(spark);
                break;
            case "replace":
                replace(spark);
                break;
            default:
                throw new IllegalArgumentException("pi, shuffle or replace, not " + work);
        }
    }

    /** As in Spark's own example: points in a square, counted where they fall into its circle. */
    private static void pi(JavaSparkContext spark) {
        int slices = 8;
        int each = 100_000;
        List<Integer> seeds = new ArrayList<>();
        for (int seed = 0; seed < slices; seed++) {
            seeds.add(seed);
        }
        long inside = spark.parallelize(seeds, slices)
                .map(seed -> {
                    Random random = new Random(seed);
                    long count = 0;
                    for (int i = 0; i < each; i++) {
                        double x = random.nextDouble() * 2 - 1;
                        double y = random.nextDouble() * 2 - 1;
                        if (x * x + y * y <= 1) {
                            count++;
                        }
                    }
                    return count;
                })
                .reduce(Long::sum);
        double pi = 4.0 * inside / ((double) slices * each);
        check(Math.abs(pi - Math.PI) < 0.01, "Pi is roughly " + pi);
    }

    /** Sums by key across executors, compared with the same sums made here. */
    private static void shuffle(JavaSparkContext spark) {
        int numbers = 200_000;
        int keys = 97;
        List<Integer> all = new ArrayList<>();
        Map<Integer, Long> expected = new HashMap<>();
        for (int i = 0; i < numbers; i++) {
            all.add(i);
            expected.merge(i % keys, (long) i, Long::sum);
        }
        JavaPairRDD<Integer, Long> pairs = spark.parallelize(all, 8).mapToPair(i -> new Tuple2<>(i % keys, (long) i));
        Map<Integer, Long> sums = pairs.reduceByKey(Long::sum, 4).collectAsMap();
        check(new HashMap<>(sums).equals(expected), "shuffle of " + numbers + " numbers into " + sums.size() + " sums");
    }

    /** Waits until one of two executors has gone and another has come in its place, and then shuffles over both. */
    private static void replace(JavaSparkContext spark) throws InterruptedException {
        Set<String> before = awaitExecutors(spark, new TreeSet<>());
        System.out.println("READY executors " + before);
        Set<String> after = awaitExecutors(spark, before);
        check(!after.equals(before), "executors " + after + " in place of " + before);
        shuffle(spark);
    }

    /** Two executors that are not the ones known. */
    private static Set<String> awaitExecutors(JavaSparkContext spark, Set<String> known) throws InterruptedException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE_NANOS) {
            Set<String> now = executors(spark);
            if (now.size() == 2 && !now.equals(known)) {
                return now;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("No two executors other than " + known + " in time, but " + executors(spark));
    }

    /** Their addresses; the driver's own is among those that Spark tells. */
    private static Set<String> executors(JavaSparkContext spark) {
        Set<String> all =
                new TreeSet<>(JavaConverters.mapAsJavaMapConverter(spark.sc().getExecutorMemoryStatus())
                        .asJava()
                        .keySet());
        all.remove(SparkEnv.get().blockManager().blockManagerId().hostPort());
        return all;
    }

    private static void check(boolean right, String what) {
        System.out.println((right ? "RESULT " : "WRONG ") + what);
        if (!right) {
            throw new IllegalStateException("Wrong: " + what);
        }
    }
}
