package dev.isthmus.operator.check;

import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import dev.isthmus.operator.text.JsonOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements of docs/reference/iam-policy.json, of the same text, with region, account and cluster put in as far as they are known. */
final class PolicyStatements {

    private static final String FILE = "iam-policy.json";

    private final List<Document> statements;
    private final Target target;
    private final Optional<String> account;

    /** For a cluster. */
    PolicyStatements(Target target, Optional<String> account) {
        this.target = target;
        this.account = account;
        try (InputStream file = PolicyStatements.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + FILE + " beside " + PolicyStatements.class);
            }
            statements = Document.read(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .get(0)
                    .objects("Statement");
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        } catch (WrongDocumentException e) {
            throw new IllegalStateException(FILE + ": " + e.why(), e);
        }
    }

    /** What to put into the policy for an action: its statement, with this action alone. */
    String[] granting(String action) {
        for (Document statement : statements) {
            Object actions = statement.members().get("Action");
            if (action.equals(actions) || (actions instanceof List<?> several && several.contains(action))) {
                Map<String, Object> alone = new LinkedHashMap<>(statement.members());
                alone.put("Action", action);
                return new String[] {
                    "allow it, with statement " + statement.members().get("Sid") + " of docs/reference/iam-policy.md:",
                    filled(JsonOutput.of(alone).replaceAll("\\s*\\n\\s*", " "))
                };
            }
        }
        throw new IllegalArgumentException("no statement of " + FILE + " is about " + action);
    }

    private String filled(String text) {
        return text.replace("arn:aws:", "arn:" + Partition.of(target.region()) + ":")
                .replace("REGION", target.region())
                .replace("CLUSTER", target.clusterName())
                .replace("ACCOUNT", account.orElse("ACCOUNT"));
    }
}
