package lab.shell.session;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lab.grader.expression.Expressions;
import lab.runtime.container.Containers;
import lab.runtime.container.Enclosure;
import lab.runtime.observe.Scope;
import org.jspecify.annotations.Nullable;

/** One run of the lab. */
public final class Lab implements AutoCloseable {

    private final Settings settings;
    private final Console console;
    private final Messages messages;
    private final Interrupts interrupts;
    private final Store store;
    private final Background background = new Background();
    private @Nullable Containers containers;
    private @Nullable Place place;
    private @Nullable CompletableFuture<Expressions> expressions;

    /** Where containers are kept. */
    public interface Store {
        /** Opens it. */
        Containers open() throws IOException;
    }

    /** A run with these settings that writes to a console. */
    public Lab(Settings settings, Console console) {
        this(settings, console, new Interrupts(() -> {}));
    }

    /** A run with these settings that writes to a console and is told when the learner presses Ctrl-C. */
    public Lab(Settings settings, Console console, Interrupts interrupts) {
        this(settings, console, interrupts, () -> Containers.in(settings.paths()));
    }

    private Lab(Settings settings, Console console, Interrupts interrupts, Store store) {
        this.store = store;
        this.settings = settings;
        this.console = console;
        this.messages = new Messages(settings.language());
        this.interrupts = interrupts;
    }

    /** A run that shares what expressions need with others. */
    public Lab(Settings settings, Console console, CompletableFuture<Expressions> expressions) {
        this(settings, console);
        this.expressions = expressions;
    }

    /** A run that shares what expressions need with others and keeps its containers elsewhere. */
    public Lab(Settings settings, Console console, CompletableFuture<Expressions> expressions, Store store) {
        this(settings, console, new Interrupts(() -> {}), store);
        this.expressions = expressions;
    }

    /** How it speaks. */
    public Settings settings() {
        return settings;
    }

    /** Where it writes. */
    public Console console() {
        return console;
    }

    /** Where Ctrl-C goes. */
    public Interrupts interrupts() {
        return interrupts;
    }

    /** What runs behind the prompt. */
    public Background background() {
        return background;
    }

    /** A message in its language. */
    public String say(String key, Object... arguments) {
        return messages.of(key, arguments);
    }

    /** The containers of this user. What earlier runs left half-made is swept away when they are first asked for. */
    public synchronized Containers containers() throws IOException {
        if (containers == null) {
            containers = store.open();
            Enclosure.sweep(settings.paths().runtime());
            containers.sweep();
        }
        return containers;
    }

    /** Takes a place of its own; without one, what is made stays until it is removed. */
    public synchronized Place openPlace(boolean adopt) throws IOException {
        if (place == null) {
            place = Place.open(containers(), adopt);
        }
        return place;
    }

    /** The place, if one was taken. */
    public synchronized @Nullable Place place() {
        return place;
    }

    /** What facts may come from: the place, or without one all containers. */
    public Scope scope() throws IOException {
        var here = place();
        var all = containers();
        return new ContainerScope(
                here == null ? all::list : here::containers, settings.paths().containers(), all.networks(), false);
    }

    /** The place of another lab of this user that is running, the one that was started last; empty if there is none. */
    public Optional<String> runningPlace() throws IOException {
        return new PlaceFolder(settings.paths().runtime()).running();
    }

    /**
     * What facts may come from for one who only looks on: the place of this run, or that of another lab that is running, with all that has entered it from
     * elsewhere; or else all containers.
     */
    public Scope watchedScope() throws IOException {
        var own = place();
        var watched = own == null ? runningPlace() : Optional.of(own.id());
        if (watched.isEmpty()) {
            return scope();
        }
        var all = containers();
        return new ContainerScope(
                () -> all.list().stream()
                        .filter(container -> Place.owns(watched.get(), container))
                        .toList(),
                settings.paths().containers(),
                all.networks(),
                true);
    }

    /** Makes what the first lines and checks will need, on a thread of its own, while the learner reads. */
    public void prepare() {
        var thread = new Thread(this::makeReady, "lab-prepare");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void makeReady() {
        try {
            openPlace(true).workbench();
        } catch (IOException e) {
            // Whoever needs the workbench will try again and say what is wrong.
            System.getLogger(Lab.class.getName()).log(System.Logger.Level.DEBUG, "no workbench yet", e);
        }
        warmUp().join();
    }

    /** Starts to load what expressions need, on a thread of its own. */
    public synchronized CompletableFuture<Expressions> warmUp() {
        if (expressions == null) {
            expressions = CompletableFuture.supplyAsync(() -> {
                var made = new Expressions();
                made.warmUp();
                return made;
            });
        }
        return expressions;
    }

    /** The expressions, once they are loaded. */
    public Expressions expressions() {
        return warmUp().join();
    }

    @Override
    public synchronized void close() throws IOException {
        console.flush();
        try (background) {
            if (place != null) {
                place.close();
                place = null;
            }
        } finally {
            if (containers != null) {
                containers.close();
                containers = null;
            }
        }
    }
}
