/**
 * Small services that run in containers, to be put under load. They are scripts of system calls, so they need no interpreter, no library
 * and no JVM: a static program of some KB. Start with {@link lab.runtime.service.WebService}.
 */
@NullMarked
package lab.runtime.service;

import org.jspecify.annotations.NullMarked;
