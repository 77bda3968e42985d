package lab.shell.session;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What runs in this process behind the prompt. It ends when it is told to, and with the lab in any case. */
public final class Background implements Closeable {

    private final Map<String, Closeable> services = new LinkedHashMap<>();

    /** Takes something over that runs already. */
    public synchronized void add(String name, Closeable service) {
        services.put(name, service);
    }

    /** The names of all that runs. */
    public synchronized List<String> names() {
        return List.copyOf(services.keySet());
    }

    /** Ends one; false if none of that name runs. */
    public synchronized boolean end(String name) throws IOException {
        var service = services.remove(name);
        if (service == null) {
            return false;
        }
        service.close();
        return true;
    }

    @Override
    public synchronized void close() throws IOException {
        for (var name : names()) {
            end(name);
        }
    }
}
