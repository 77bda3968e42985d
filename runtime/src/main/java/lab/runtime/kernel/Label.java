package lab.runtime.kernel;

/** A place in a script that calls may jump to; it is set once, before or after its use. */
public final class Label {

    private final String name;
    private int index = -1;

    Label(String name) {
        this.name = name;
    }

    void place(int at) {
        if (index >= 0) {
            throw new IllegalStateException("label " + name + " is set twice");
        }
        index = at;
    }

    String name() {
        return name;
    }

    int index() {
        if (index < 0) {
            throw new IllegalStateException("label " + name + " is used and never set");
        }
        return index;
    }
}
