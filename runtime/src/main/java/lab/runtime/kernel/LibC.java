package lab.runtime.kernel;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Function;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.util.Arrays;

/*
 * The lower half of jnr-ffi, without the upper: an interface bound by jnr-ffi is compiled to byte code at each start, which takes as long
 * as all the rest of a start. All arguments here are numbers, and eight functions are all there are.
 *
 * Every argument is passed as 64 bits. That is right for int and short, too: both architectures pass them in the lower part of a register of
 * their own, and the functions look at no more than that. It is not right for a variadic function with arguments on the stack, so
 * syscall(2) always gets all six.
 */
/** The functions of the C library that this JVM calls. Pointers are passed as numbers. */
final class LibC {

    private final Library library = Library.openLibrary("libc.so.6", Library.LAZY | Library.LOCAL);
    private final Function syscall = function("syscall", Type.SINT64, 7, true);
    private final Function fileActionsInit = status("posix_spawn_file_actions_init", 1);
    private final Function fileActionsDestroy = status("posix_spawn_file_actions_destroy", 1);
    private final Function fileActionsAddDup2 = status("posix_spawn_file_actions_adddup2", 3);
    private final Function attributesInit = status("posix_spawnattr_init", 1);
    private final Function attributesDestroy = status("posix_spawnattr_destroy", 1);
    private final Function attributesSetFlags = status("posix_spawnattr_setflags", 2);
    private final Function attributesSetDefault = status("posix_spawnattr_setsigdefault", 2);
    private final Function attributesSetMask = status("posix_spawnattr_setsigmask", 2);
    private final Function spawn = status("posix_spawn", 6);

    /** syscall(2): the result of one that fails is the negated error number, as the kernel itself returns it. */
    long syscall(long number, long a, long b, long c, long d, long e, long f) {
        var arguments = new HeapInvocationBuffer(syscall);
        arguments.putLong(number);
        arguments.putLong(a);
        arguments.putLong(b);
        arguments.putLong(c);
        arguments.putLong(d);
        arguments.putLong(e);
        arguments.putLong(f);
        var result = Invoker.getInstance().invokeLong(syscall, arguments);
        return result == -1 ? -LastError.getInstance().get() : result;
    }

    /** posix_spawn(3): like all below it returns an error number, and errno is not set. */
    int spawn(long pid, long path, long actions, long attributes, long argv, long envp) {
        return call(spawn, pid, path, actions, attributes, argv, envp);
    }

    /** posix_spawn_file_actions_init(3). */
    int initFileActions(long actions) {
        return call(fileActionsInit, actions);
    }

    /** posix_spawn_file_actions_destroy(3). */
    int destroyFileActions(long actions) {
        return call(fileActionsDestroy, actions);
    }

    /** posix_spawn_file_actions_adddup2(3). */
    int addDup2(long actions, int from, int to) {
        return call(fileActionsAddDup2, actions, from, to);
    }

    /** posix_spawnattr_init(3). */
    int initAttributes(long attributes) {
        return call(attributesInit, attributes);
    }

    /** posix_spawnattr_destroy(3). */
    int destroyAttributes(long attributes) {
        return call(attributesDestroy, attributes);
    }

    /** posix_spawnattr_setflags(3). */
    int setFlags(long attributes, int flags) {
        return call(attributesSetFlags, attributes, flags);
    }

    /** posix_spawnattr_setsigdefault(3). */
    int setDefaultSignals(long attributes, long signals) {
        return call(attributesSetDefault, attributes, signals);
    }

    /** posix_spawnattr_setsigmask(3). */
    int setSignalMask(long attributes, long signals) {
        return call(attributesSetMask, attributes, signals);
    }

    private static int call(Function function, long... values) {
        var arguments = new HeapInvocationBuffer(function);
        for (var value : values) {
            arguments.putLong(value);
        }
        return Invoker.getInstance().invokeInt(function, arguments);
    }

    private Function status(String name, int parameters) {
        return function(name, Type.SINT32, parameters, false);
    }

    private Function function(String name, Type result, int parameters, boolean errno) {
        var address = library == null ? 0 : library.getSymbolAddress(name);
        if (address == 0) {
            throw new UnsatisfiedLinkError(name + " is not in libc.so.6: " + Library.getLastError());
        }
        var types = new Type[parameters];
        Arrays.fill(types, Type.SINT64);
        return new Function(address, CallContext.getCallContext(result, types, CallingConvention.DEFAULT, errno));
    }
}
