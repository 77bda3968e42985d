package lab.runtime.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a registry is asked.
 *
 * @param method the method
 * @param uri the address
 * @param headers the headers
 * @param body makes what is sent along, anew for each attempt
 * @param scopes what a token must be good for
 * @param repeat whether it may be sent again after a failure
 */
record Request(String method, URI uri, Map<String, String> headers, Body body, List<String> scopes, boolean repeat) {

    /** What is sent along. */
    interface Body {
        /** Makes it. */
        BodyPublisher open() throws IOException;
    }

    static Request of(String method, URI uri, List<String> scopes) {
        return new Request(method, uri, Map.of(), BodyPublishers::noBody, scopes, true);
    }

    Request with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, uri, more, body, scopes, repeat);
    }

    Request with(Body other) {
        return new Request(method, uri, headers, other, scopes, repeat);
    }

    Request to(URI other) {
        return new Request(method, other, headers, body, scopes, repeat);
    }

    Request once() {
        return new Request(method, uri, headers, body, scopes, false);
    }

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
