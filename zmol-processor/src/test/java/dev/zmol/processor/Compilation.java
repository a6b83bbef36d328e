package dev.zmol.processor;

import dev.zmol.processor.specialize.FlavorProcessor;
import dev.zmol.processor.specialize.SpecializeProcessor;
import dev.zmol.processor.stack.NetworkStackProcessor;
import dev.zmol.processor.wire.WireFormatProcessor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import dev.zmol.annotations.Specialize;

/** A compilation in memory with all the processors. */
final class Compilation {
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> inherited = new TreeMap<>();
  private final Map<String, byte[]> outputs = new TreeMap<>();
  private final List<String> options = new ArrayList<>(List.of("--release", "25", "-Xlint:all,-processing"));
  private final DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
  private final List<Processor> processors =
      new ArrayList<>(
          List.of(
              new WireFormatProcessor(), new NetworkStackProcessor(), new SpecializeProcessor(), new FlavorProcessor()));
  private boolean succeeded;

  static Compilation of(String... sources) {
    var compilation = new Compilation();
    for (String source : sources) {
      compilation.source(source);
    }
    return compilation;
  }

  private void source(String text) {
    var pkg = java.util.regex.Pattern.compile("(?m)^package ([\\w.]+);").matcher(text);
    var type =
        java.util.regex.Pattern.compile("(?m)^(?:(?:public|final|sealed|abstract|non-sealed) +)*(?:@)?(?:class|record|interface|enum) (\\w+)")
            .matcher(text);
    if (text.contains("\nmodule ") || text.startsWith("module ")) {
      sources.put("module-info.java", text);
      return;
    }
    if (!pkg.find()) {
      throw new IllegalArgumentException("no package: " + text);
    }
    sources.put(
        pkg.group(1).replace('.', '/') + "/" + (type.find() ? type.group(1) : "package-info") + ".java", text);
  }

  /** Puts the outputs of another compilation on the class path. */
  Compilation with(Compilation other) {
    inherited.putAll(other.inherited);
    inherited.putAll(other.outputs);
    return this;
  }

  Compilation option(String... more) {
    options.addAll(Arrays.asList(more));
    return this;
  }

  /** Adds a processor that is not one of ours. */
  Compilation processor(Processor processor) {
    processors.add(processor);
    return this;
  }

  Compilation run() throws Exception {
    var compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((path, text) -> files.add(new Source(path, text)));
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(diagnostics, null, StandardCharsets.UTF_8);
        JavaFileManager manager = new Memory(standard)) {
      standard.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(annotations()));
      var task = compiler.getTask(null, manager, diagnostics, options, null, files);
      task.setProcessors(processors);
      succeeded = task.call();
    }
    return this;
  }

  private static Path annotations() throws URISyntaxException {
    return Path.of(Specialize.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  boolean succeeded() {
    return succeeded;
  }

  String log() {
    return diagnostics.getDiagnostics().stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  /** The errors, each as {@code File:line:column: message}. */
  List<String> errors() {
    return diagnostics.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .map(
            d ->
                (d.getSource() == null
                        ? ""
                        : d.getSource().getName().replaceAll(".*/", "") + ":" + d.getLineNumber() + ":"
                            + d.getColumnNumber() + ": ")
                    + d.getMessage(null))
        .toList();
  }

  String output(String path) {
    byte[] bytes = outputs.get(path);
    if (bytes == null) {
      throw new AssertionError("no " + path + " among " + outputs.keySet() + "\n" + log());
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  java.util.Set<String> outputs() {
    return outputs.keySet();
  }

  /** Loads the classes of this compilation. */
  ClassLoader loader() {
    Map<String, byte[]> all = new TreeMap<>(inherited);
    all.putAll(outputs);
    return new ClassLoader(Compilation.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = all.get(name.replace('.', '/') + ".class");
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
      }
    };
  }

  private static URI uri(String path) {
    return URI.create("mem:///" + path);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(uri(path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Bytes extends SimpleJavaFileObject {
    private final String path;
    private final Map<String, byte[]> store;

    Bytes(String path, Kind kind, Map<String, byte[]> store) {
      super(uri(path), kind);
      this.path = path;
      this.store = store;
    }

    @Override
    public OutputStream openOutputStream() {
      return new ByteArrayOutputStream() {
        @Override
        public void close() {
          store.put(path, toByteArray());
        }
      };
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(store.get(path));
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) throws java.io.IOException {
      if (!store.containsKey(path)) {
        throw new java.io.FileNotFoundException(path);
      }
      return new String(store.get(path), StandardCharsets.UTF_8);
    }
  }

  private final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    Memory(JavaFileManager manager) {
      super(manager);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new Bytes(className.replace('.', '/') + kind.extension, kind, outputs);
    }

    @Override
    public FileObject getFileForOutput(Location location, String pkg, String name, FileObject sibling) {
      return new Bytes(path(pkg, name), JavaFileObject.Kind.OTHER, outputs);
    }

    @Override
    public FileObject getFileForInput(Location location, String pkg, String name) throws java.io.IOException {
      if (inherited.containsKey(path(pkg, name))) {
        return new Bytes(path(pkg, name), JavaFileObject.Kind.OTHER, inherited);
      }
      throw new java.io.FileNotFoundException(name);
    }

    private static String path(String pkg, String name) {
      return (pkg.isEmpty() ? "" : pkg.replace('.', '/') + "/") + name;
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
      return a.toUri().equals(b.toUri());
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
      return file instanceof Bytes bytes
          ? bytes.path.replaceAll("\\.class$", "").replace('/', '.')
          : super.inferBinaryName(location, file);
    }

    @Override
    public Iterable<JavaFileObject> list(
        Location location, String pkg, java.util.Set<JavaFileObject.Kind> kinds, boolean recurse)
        throws java.io.IOException {
      List<JavaFileObject> all = new ArrayList<>();
      super.list(location, pkg, kinds, recurse).forEach(all::add);
      if (location == StandardLocation.CLASS_PATH && kinds.contains(JavaFileObject.Kind.CLASS)) {
        String prefix = pkg.replace('.', '/') + "/";
        for (String path : inherited.keySet()) {
          if (path.startsWith(prefix) && path.endsWith(".class") && path.indexOf('/', prefix.length()) < 0) {
            all.add(new Bytes(path, JavaFileObject.Kind.CLASS, inherited));
          }
        }
      }
      return all;
    }
  }
}
