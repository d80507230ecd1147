package dev.isthmus.master.access;

import dev.isthmus.api.failure.FileProblem;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.messages.Protos.Credential;
import dev.isthmus.mesos.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads who may come in, from a file as Mesos's {@code --credentials} has it: {@code {"credentials":[{"principal":"p","secret":"s"}]}}. */
public final class CredentialFile {

    private static final String FORM =
            "it must be JSON of the form {\"credentials\":[{\"principal\":\"...\",\"secret\":\"...\"}]}";

    private static final Pattern LINE = Pattern.compile("\\bline \\d+");

    private CredentialFile() {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or there is something wrong in it; the message says what, and shows no secret
     */
    public static Credentials read(Path file) throws IOException {
        ByteString text;
        try {
            text = ByteString.copyFrom(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IOException("The credentials file " + file + " cannot be read: " + FileProblem.words(file, e), e);
        }
        Map<String, String> secrets = new TreeMap<>();
        Optional<String> problem = MesosJson.read(
                        text, dev.isthmus.mesos.messages.Protos.Credentials.getDefaultInstance())
                .fold(read -> collect(read, secrets), CredentialFile::noJson, why -> Optional.of(FORM));
        if (problem.isPresent()) {
            throw new IOException("The credentials file " + file + " cannot be used: " + problem.get());
        }
        return new Credentials(secrets);
    }

    /** What stands there may be a secret, so the words are not repeated; the line is. */
    private static Optional<String> noJson(String why) {
        Matcher line = LINE.matcher(why);
        return Optional.of(FORM + (line.find() ? ", which it is not at " + line.group() : ""));
    }

    private static Optional<String> collect(
            dev.isthmus.mesos.messages.Protos.Credentials read, Map<String, String> secrets) {
        if (read.getCredentialsCount() == 0) {
            return Optional.of("it names nobody, so nobody could come in");
        }
        for (Credential credential : read.getCredentialsList()) {
            Optional<String> problem = problem(credential);
            if (problem.isPresent()) {
                return problem;
            }
            if (secrets.put(credential.getPrincipal(), credential.getSecret()) != null) {
                return Optional.of("it has two secrets for principal '" + credential.getPrincipal() + "'");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(Credential credential) {
        String principal = credential.getPrincipal();
        if (principal.isEmpty() || principal.indexOf(':') >= 0) {
            return Optional.of("principal '" + principal + "' must have at least one character and no colon");
        }
        if (credential.getSecret().isEmpty()) {
            return Optional.of("principal '" + principal + "' has no secret");
        }
        return credential.getSecret().indexOf(':') >= 0
                ? Optional.of("the secret of principal '" + principal
                        + "' has a colon, with which Mesos's clients cannot log in: choose one without")
                : Optional.empty();
    }
}
