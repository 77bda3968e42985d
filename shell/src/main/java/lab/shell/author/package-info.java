/**
 * The proof that an exercise can be trusted: on the real kernel, for several seeds, what must pass passes, what must fail fails with its
 * hint, and nothing is left. Start with {@code Proof}.
 */
@NullMarked
package lab.shell.author;

import org.jspecify.annotations.NullMarked;
