/**
 * Which system calls a container may make: profiles, and the programs of classic BPF that the kernel runs before each call; seccomp(2). A
 * profile is text that people read, our own or one in Docker's JSON, and becomes a program for one set of capabilities. Start with {@code
 * SeccompFilters}, then {@code default.profile} beside it and {@code FilterCompiler}.
 */
@NullMarked
package lab.runtime.seccomp;

import org.jspecify.annotations.NullMarked;
