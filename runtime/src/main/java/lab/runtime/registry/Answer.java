package lab.runtime.registry;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import lab.runtime.image.ImageException;
import lab.runtime.image.Json;

/**
 * What a registry answers.
 *
 * @param <T> what a body is
 * @param uri who answered
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body, if the status is one of success
 * @param problem the body, if it is not
 */
record Answer<T>(URI uri, int status, HttpHeaders headers, Optional<T> body, String problem) {

    static final int PROBLEM_LIMIT = 64 << 10;

    boolean ok() {
        return isOk(status);
    }

    static boolean isOk(int status) {
        return status >= 200 && status < 300;
    }

    boolean redirect() {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /** Whether the same question may have another answer later. */
    boolean passing() {
        return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** How long the registry asks to wait, in whole seconds; dates are not read. */
    Duration retryAfter() {
        var text = header("Retry-After");
        return text.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
    }

    /** What the registry says went wrong; distribution-spec "error codes". */
    String reason() {
        try {
            var errors = Json.parse(problem.getBytes(StandardCharsets.UTF_8), "the answer")
                    .objects("errors");
            if (!errors.isEmpty()) {
                var code = errors.get(0).text("code").orElse("");
                var message = errors.get(0).text("message").orElse("");
                return RegistryException.printable((code + (message.isEmpty() ? "" : ": " + message)).strip());
            }
        } catch (ImageException e) {
            // What is no JSON is no error of a registry; the status says enough.
            return "";
        }
        return "";
    }

    /** What happened, for a message. */
    String said() {
        var reason = reason();
        return "HTTP status " + status + (reason.isEmpty() ? "" : ", " + reason);
    }
}
