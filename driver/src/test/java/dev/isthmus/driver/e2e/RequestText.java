package dev.isthmus.driver.e2e;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/** A request in lines, one for each value in it: fields by name, what differs from run to run left out. */
final class RequestText {

    private static final int LONGEST = 200;
    private static final Pattern LAUNCH = Pattern.compile("(?<=ISTHMUS_LAUNCH_ID=)[0-9a-f]{32}");
    private static final Pattern INSTANCE = Pattern.compile("\\b[0-9a-f]{32}\\b");
    private static final Pattern MACHINE = Pattern.compile("\\bi-[0-9a-f]{17}\\b");
    private static final Pattern EPOCH = Pattern.compile("(?<=ISTHMUS_EPOCH=)\\d+");

    private final List<String> lines = new ArrayList<>();

    private RequestText() {}

    static List<String> lines(EcsRequest request) {
        RequestText text = new RequestText();
        text.fields("  ", request);
        List<String> all = new ArrayList<>();
        all.add(request.getClass().getSimpleName().replaceAll("Request$", ""));
        all.addAll(text.lines);
        return all;
    }

    private void fields(String path, SdkPojo value) {
        value.sdkFields().stream()
                .sorted(Comparator.comparing(SdkField::memberName))
                .forEach(field -> value(path + decapitalised(field.memberName()), field.getValueOrDefault(value)));
    }

    private static String decapitalised(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private void value(String path, Object value) {
        if (value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap) {
            return;
        }
        if (value instanceof SdkPojo pojo) {
            if (isPair(pojo)) {
                lines.add(path + " " + stable(pair(pojo)));
            } else {
                fields(path + ".", pojo);
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                value(path + "[" + i + "]", list.get(i));
            }
            if (list.isEmpty()) {
                lines.add(path + " []");
            }
        } else if (value instanceof Map<?, ?> map) {
            new TreeMap<>(map).forEach((key, entry) -> value(path + "{" + key + "}", entry));
        } else {
            lines.add(path + " " + stable(value.toString()));
        }
    }

    private static boolean isPair(SdkPojo pojo) {
        return pojo.getClass().getSimpleName().equals("KeyValuePair");
    }

    private static String pair(SdkPojo pojo) {
        StringBuilder text = new StringBuilder();
        pojo.sdkFields().stream()
                .sorted(Comparator.comparing(SdkField::memberName))
                .forEach(field -> text.append(text.length() == 0 ? "" : "=").append(field.getValueOrDefault(pojo)));
        return text.toString();
    }

    private static String stable(String text) {
        String line = text.replace("\\", "\\\\").replace("\n", "\\n");
        line = LAUNCH.matcher(line).replaceAll("(launch id)");
        line = EPOCH.matcher(line).replaceAll("(epoch)");
        line = MACHINE.matcher(line).replaceAll("(machine)");
        line = INSTANCE.matcher(line).replaceAll("(id)");
        return line.length() <= LONGEST ? line : digest(line);
    }

    /** A script or the like: it has to be the same, and nobody reads it here. */
    private static String digest(String line) {
        String hash;
        try {
            hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return line.substring(0, 60) + "... (" + line.length() + " characters, SHA-256 " + hash + ")";
    }
}
