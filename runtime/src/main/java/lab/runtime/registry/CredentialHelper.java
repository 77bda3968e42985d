package lab.runtime.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lab.runtime.image.Json;

/** A program that keeps secrets, {@code docker-credential-NAME}; it reads a question from its input and answers in JSON. */
final class CredentialHelper {

    private static final int PATIENCE_SECONDS = 20;
    private static final int ANSWER_LIMIT = 1 << 20;
    private static final String TOKEN_USER = "<token>";

    private final String program;

    CredentialHelper(String name) throws RegistryException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            throw new RegistryException(
                    "\"" + RegistryException.printable(name) + "\" is no name of a credential helper");
        }
        program = "docker-credential-" + name;
    }

    String program() {
        return program;
    }

    Optional<Login> get(String registry) throws IOException {
        var answer = run("get", registry.getBytes(StandardCharsets.UTF_8));
        if (answer.code != 0) {
            if (answer.text.contains("not found")) {
                return Optional.empty();
            }
            throw failed("get", answer);
        }
        var json = Json.parse(answer.text.getBytes(StandardCharsets.UTF_8), "the answer of " + program);
        var user = json.text("Username").orElse("");
        var secret = json.text("Secret").orElse("");
        return secret.isEmpty()
                ? Optional.empty()
                : Optional.of(new Login(user.equals(TOKEN_USER) ? "" : user, secret, user.equals(TOKEN_USER)));
    }

    void store(String registry, Login login) throws IOException {
        var question = new LinkedHashMap<String, Object>(Map.of("ServerURL", registry));
        question.put("Username", login.user());
        question.put("Secret", login.secret());
        var answer = run("store", Json.write(question));
        if (answer.code != 0) {
            throw failed("store", answer);
        }
    }

    void erase(String registry) throws IOException {
        var answer = run("erase", registry.getBytes(StandardCharsets.UTF_8));
        if (answer.code != 0) {
            throw failed("erase", answer);
        }
    }

    private record Answer(int code, String text) {}

    private Answer run(String verb, byte[] question) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(List.of(program, verb))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new RegistryException(
                    program + " could not be started; install it, or take it out of Docker's config.json", e);
        }
        try {
            try (var in = process.getOutputStream()) {
                in.write(question);
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new RegistryException(program + " " + verb + " did not end within " + PATIENCE_SECONDS + " s");
            }
            var text = new String(process.getInputStream().readNBytes(ANSWER_LIMIT), StandardCharsets.UTF_8);
            return new Answer(process.exitValue(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + program + " ran");
        } finally {
            process.destroyForcibly();
        }
    }

    private RegistryException failed(String verb, Answer answer) {
        return new RegistryException(
                program + " " + verb + " failed: " + RegistryException.printable(answer.text.strip()));
    }
}
