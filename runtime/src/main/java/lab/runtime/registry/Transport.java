package lab.runtime.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/**
 * Sends requests to one registry, and nothing to anybody else that was meant for it.
 *
 * <p>Redirects are followed by hand, since the JDK's own way has changed from version to version: what leaves the registry's origin loses
 * its {@code Authorization}, https never becomes http, nothing leads inside this machine, and after some steps it ends.
 */
final class Transport {

    private static final int MOST_REDIRECTS = 5;
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 500;
    private static final int TOKEN_LIMIT = 1 << 20;
    private static final String AUTHORIZATION = "Authorization";
    private static final String AGENT = "lab/0.1";

    private final HttpClient client;
    private final Origin registry;
    private final Authorizer authorizer;
    private final Patience patience;

    Transport(Origin registry, Authorizer authorizer, Patience patience) {
        this.registry = registry;
        this.authorizer = authorizer;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    Origin registry() {
        return registry;
    }

    /** Sends a request whose answer fits into memory. */
    Answer<byte[]> send(Request request, int limit) throws IOException {
        return send(request, limit, () -> Long.MIN_VALUE);
    }

    /** The same for a request with a body that takes its time. */
    Answer<byte[]> send(Request request, int limit, LongSupplier moved) throws IOException {
        var what = "the answer of " + request.uri();
        return send(request, info -> new BoundedBody(limit, what), moved);
    }

    /**
     * Sends a request, again if it may be and the registry is busy.
     *
     * @param body reads a body of success
     * @param moved when something of the body last came, of {@link System#nanoTime()}
     */
    <T> Answer<T> send(Request request, BodyHandler<T> body, LongSupplier moved) throws IOException {
        for (var attempt = 0; ; attempt++) {
            var last = !request.repeat() || attempt + 1 >= patience.attempts();
            try {
                var answer = followed(request, body, moved);
                if (!answer.passing() || last) {
                    return answer;
                }
                patience.pause(attempt, answer.retryAfter());
            } catch (BrokenTransferException e) {
                if (last) {
                    throw e;
                }
                patience.pause(attempt, Duration.ZERO);
            }
        }
    }

    private <T> Answer<T> followed(Request request, BodyHandler<T> body, LongSupplier moved) throws IOException {
        var next = request;
        for (var step = 0; step <= MOST_REDIRECTS; step++) {
            var answer = authorized(next, body, moved);
            if (!answer.redirect() || !request.reads()) {
                return answer;
            }
            var from = Origin.of(next.uri());
            var target = location(answer);
            from.maySendTo(Origin.of(target), "the redirect");
            next = next.to(target);
        }
        throw new RegistryException(registry + " sends from address to address without an end");
    }

    /** Where an answer leads. */
    static URI location(Answer<?> answer) throws RegistryException {
        var text = answer.header("Location");
        try {
            if (!text.isEmpty()) {
                return answer.uri().resolve(text);
            }
        } catch (IllegalArgumentException e) {
            throw new RegistryException(
                    Origin.of(answer.uri()) + " leads to \"" + RegistryException.printable(text)
                            + "\", which is no address",
                    e);
        }
        throw new RegistryException(Origin.of(answer.uri()) + " leads elsewhere and does not say where");
    }

    /** Sends a request with what its registry wants to see; any other origin sees nothing. */
    private <T> Answer<T> authorized(Request request, BodyHandler<T> body, LongSupplier moved) throws IOException {
        if (!Origin.of(request.uri()).equals(registry)) {
            return once(request, body, moved);
        }
        var shown = authorizer.header(request.scopes());
        var answer = once(shown.isPresent() ? request.with(AUTHORIZATION, shown.get()) : request, body, moved);
        if (answer.status() != 401) {
            return answer;
        }
        var challenges = Challenge.parse(answer.headers().allValues("WWW-Authenticate"));
        var header = authorizer.answer(challenges, request.scopes(), shown, this::bare);
        return header.isEmpty() ? answer : once(request.with(AUTHORIZATION, header.get()), body, moved);
    }

    private Answer<byte[]> bare(Request request) throws IOException {
        var what = "the answer of " + Origin.of(request.uri());
        return once(request, info -> new BoundedBody(TOKEN_LIMIT, what), () -> Long.MIN_VALUE);
    }

    private <T> Answer<T> once(Request request, BodyHandler<T> body, LongSupplier moved) throws IOException {
        var http = HttpRequest.newBuilder(request.uri())
                .method(request.method(), request.body().open())
                .header("User-Agent", AGENT);
        request.headers().forEach(http::header);
        var started = System.nanoTime();
        BodyHandler<Part<T>> either = info -> Answer.isOk(info.statusCode())
                ? BodySubscribers.mapping(body.apply(info), value -> new Part<>(Optional.of(value), ""))
                : BodySubscribers.mapping(
                        new BoundedBody(
                                Answer.PROBLEM_LIMIT,
                                "the error of " + request.uri().getHost()),
                        bytes -> new Part<>(Optional.empty(), new String(bytes, StandardCharsets.UTF_8)));
        var response = await(
                client.sendAsync(http.build(), either),
                () -> Math.max(started, moved.getAsLong()),
                Origin.of(request.uri()));
        return new Answer<>(
                response.uri(),
                response.statusCode(),
                response.headers(),
                response.body().value,
                response.body().problem);
    }

    private record Part<T>(Optional<T> value, String problem) {}

    /** Waits as long as something comes. */
    private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> future, LongSupplier moved, Origin origin)
            throws IOException {
        while (true) {
            try {
                return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() - moved.getAsLong() > patience.stall().toNanos()) {
                    future.cancel(true);
                    throw new BrokenTransferException(
                            "nothing came from " + origin + " for "
                                    + patience.stall().toSeconds() + " s",
                            e);
                }
            } catch (InterruptedException e) {
                future.cancel(true);
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while " + origin + " was waited for");
            } catch (ExecutionException e) {
                throw failure(e.getCause() == null ? e : e.getCause(), origin);
            }
        }
    }

    /** What to say of a failure. What cannot be reached now is not tried again; what broke on the way is. */
    private static IOException failure(Throwable cause, Origin origin) {
        for (var deep = cause; deep != null; deep = deep.getCause()) {
            if (deep instanceof RegistryException refused) {
                return refused;
            }
            if (deep instanceof UnresolvedAddressException) {
                return new RegistryException(
                        "cannot reach " + origin + ": there is no host of that name, or no network", cause);
            }
            if (deep instanceof HttpConnectTimeoutException) {
                return new RegistryException("cannot reach " + origin + ": it does not answer", cause);
            }
            if (deep instanceof ConnectException) {
                return new RegistryException("cannot reach " + origin + ": the connection was refused", cause);
            }
            if (deep instanceof SSLException) {
                return new RegistryException(
                        "cannot speak to " + origin + " in TLS: " + deep.getMessage()
                                + "; --plain-http speaks without it, to a registry that you trust the way to",
                        cause);
            }
        }
        return new BrokenTransferException("the connection to " + origin + " broke: " + cause.getMessage(), cause);
    }
}
