package lab.runtime.kernel;

/** The functions of the C library that this JVM calls; public because jnr-ffi implements it at run time. Pointers are passed as numbers. */
public interface LibC {

    /** syscall(2) with all six arguments, so that no variadic call is needed. */
    long syscall(long number, long a, long b, long c, long d, long e, long f);

    /**
     * posix_spawn(3): an error number is returned, errno is not set. The last argument is not the function's and is ignored by it: with
     * six numbers jffi takes a short cut that garbles the sixth.
     */
    int posix_spawn(long pid, long path, long actions, long attributes, long argv, long envp, long unused);

    /** posix_spawnattr_init(3). */
    int posix_spawnattr_init(long attributes);

    /** posix_spawnattr_destroy(3). */
    int posix_spawnattr_destroy(long attributes);

    /** posix_spawnattr_setflags(3). */
    int posix_spawnattr_setflags(long attributes, short flags);

    /** posix_spawnattr_setsigdefault(3). */
    int posix_spawnattr_setsigdefault(long attributes, long signals);

    /** posix_spawnattr_setsigmask(3). */
    int posix_spawnattr_setsigmask(long attributes, long signals);

    /** posix_spawn_file_actions_init(3). */
    int posix_spawn_file_actions_init(long actions);

    /** posix_spawn_file_actions_destroy(3). */
    int posix_spawn_file_actions_destroy(long actions);

    /** posix_spawn_file_actions_adddup2(3). */
    int posix_spawn_file_actions_adddup2(long actions, int from, int to);
}
