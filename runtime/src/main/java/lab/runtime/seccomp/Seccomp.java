package lab.runtime.seccomp;

/** The filter of system calls that a container asks for. */
public sealed interface Seccomp {

    /** The default profile. */
    Seccomp DEFAULT = new Default();

    /** No filter. */
    Seccomp UNCONFINED = new Unconfined();

    /** The lab's own profile, which allows what Docker's allows. */
    record Default() implements Seccomp {}

    /** All calls may be made. */
    record Unconfined() implements Seccomp {}

    /**
     * A profile of someone else's.
     *
     * @param json its text, as Docker and the OCI runtime-spec have it
     */
    record Custom(String json) implements Seccomp {

        /** Checks that it is a profile. */
        public Custom {
            ProfileJson.read(json);
        }
    }
}
