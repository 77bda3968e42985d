package lab.runtime.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import lab.runtime.image.Json;

/** What the server answers to one request. */
final class Reply {

    private final HttpExchange exchange;

    Reply(HttpExchange exchange) {
        this.exchange = exchange;
        header("Docker-Distribution-API-Version", "registry/2.0");
        header("X-Content-Type-Options", "nosniff");
    }

    /** An error with its code; distribution-spec 1.1, "error codes". */
    static final class Refusal extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final String code;

        Refusal(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    Reply header(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
        return this;
    }

    /** An answer without a body. */
    void empty(int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    /** The length that a body would have, to who asked for the headers alone. */
    void headersOnly(long length) throws IOException {
        header("Content-Length", Long.toString(length));
        exchange.sendResponseHeaders(200, -1);
    }

    void bytes(int status, String type, byte[] body) throws IOException {
        header("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            headersOnly(body.length);
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    void json(Map<String, ?> body) throws IOException {
        bytes(200, "application/json", Json.write(body));
    }

    void refuse(Refusal refusal) throws IOException {
        var error = Map.of("code", refusal.code, "message", String.valueOf(refusal.getMessage()));
        var body = Json.write(Map.of("errors", List.of(error)));
        header("Content-Type", "application/json");
        var head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(refusal.status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    /** The value of a parameter of the query; the first if there are several. */
    static String parameter(HttpExchange exchange, String name) {
        var query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            for (var pair : query.split("&")) {
                var parts = pair.split("=", 2);
                if (parts.length == 2 && parts[0].equals(name)) {
                    return URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
                }
            }
        }
        return "";
    }
}
