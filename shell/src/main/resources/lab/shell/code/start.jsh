import java.nio.file.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import lab.runtime.cgroup.*;
import lab.runtime.container.*;
import lab.runtime.image.*;
import lab.runtime.kernel.*;
import lab.runtime.namespace.*;
Kernel kernel = Kernel.get();
Containers containers = lab.shell.code.Tools.here().containers();
Object observe(String expression) throws Exception { return lab.shell.code.Tools.here().observe(expression); }
Trace run(ScriptWriter script) throws Exception { return lab.shell.code.Tools.here().run(script); }
