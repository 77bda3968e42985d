package lab.shell.command;

/** The groups that the help lists commands in. */
enum Group {
    LEARN("learn"),
    CONTAINERS("containers"),
    SCALE("scale"),
    KERNEL("kernel, one call each"),
    LOOK("look"),
    CODE("code"),
    HOMEWORK("homework"),
    OTHER("other");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
